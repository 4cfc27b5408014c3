/** The target {@code azure}: machines are virtual machines of Microsoft Azure, made through its Resource Manager. */
package net.roboconf.target.azure.internal;
