/**
 * The part of the Azure Resource Manager that the target uses, for tests: with tokens that expire, operations that take their
 * time and may fail, throttling, conflicts, quotas, pages, and requests that are checked for what the API does not know.
 * {@code dev/azure-server} compares it with what an independent client expects.
 */
package net.roboconf.target.azure.server;
