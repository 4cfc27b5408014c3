/** What people write under {@code probes/}: which signs of life software gives, and which events it raises. */
package net.roboconf.core.dsl.probes;
