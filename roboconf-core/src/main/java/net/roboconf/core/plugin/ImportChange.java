package net.roboconf.core.plugin;

/**
 * The one import that an update is about.
 *
 * @param prefix the prefix under which it is imported
 * @param imported the exporter: with its new variables when it came or changed, with the last ones applied when it left
 * @param present true when it came or has other values ({@code DEPLOYED_STARTED} for recipes), false when it left
 *     ({@code DEPLOYED_STOPPED})
 */
public record ImportChange(String prefix, StepContext.Imported imported, boolean present) {}
