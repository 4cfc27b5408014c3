/** A probe of others, as an example. */
package org.example.roboconf.disk.internal;
