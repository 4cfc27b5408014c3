/** Takes templates in: unpacks archives safely, reads them, and keeps the files of recipes. */
package net.roboconf.dm.internal.upload;
