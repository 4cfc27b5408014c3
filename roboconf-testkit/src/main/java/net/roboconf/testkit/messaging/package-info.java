/** What every messaging must do, as tests; and what such tests need. */
package net.roboconf.testkit.messaging;
