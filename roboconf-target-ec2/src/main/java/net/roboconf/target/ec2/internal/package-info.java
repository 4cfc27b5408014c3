/** The target {@code ec2}: machines of Amazon EC2 and of clouds that speak its Query API. */
package net.roboconf.target.ec2.internal;
