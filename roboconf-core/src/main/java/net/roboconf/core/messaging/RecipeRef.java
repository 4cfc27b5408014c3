package net.roboconf.core.messaging;

import net.roboconf.core.model.Sha256;

/**
 * Names a recipe by its content.
 *
 * @param manifest the hash of the recipe's {@link RecipeManifest} in its JSON form, itself a blob
 * @param bytes the size of all its files together, for progress and limits
 */
public record RecipeRef(Sha256 manifest, long bytes) {}
