/**
 * The part of the EC2 Query API that the target uses, for tests: with client tokens, eventual consistency, throttling, limits,
 * pages, and signatures that are checked. {@code dev/ec2-server} compares it with what an independent client expects.
 */
package net.roboconf.target.ec2.server;
