/** A target whose machines are folders. */
package org.example.roboconf.folder.internal;
