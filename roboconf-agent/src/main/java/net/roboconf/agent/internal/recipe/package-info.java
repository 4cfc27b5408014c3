/**
 * Brings recipes onto the machine: their files by content hash, each fetched once. Start reading at {@link
 * net.roboconf.agent.internal.recipe.RecipeSupply}.
 */
package net.roboconf.agent.internal.recipe;
