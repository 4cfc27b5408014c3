/** What every implementation of the messaging must do, as tests; and what such tests need. */
package net.roboconf.core.messaging.contract;
