/** The words of Roboconf as immutable types: graphs, components, variables, instances and where they stand. */
package net.roboconf.core.model;
