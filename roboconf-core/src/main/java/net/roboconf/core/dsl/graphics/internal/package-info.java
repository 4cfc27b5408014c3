/** How a picture is written in each format, and how it is laid out where the reader's program does not do that. */
package net.roboconf.core.dsl.graphics.internal;
