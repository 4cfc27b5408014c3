package net.roboconf.core.dsl.internal;

import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.model.ImportedVariable;

/**
 * One import as written.
 *
 * @param name prefix and variable, without {@code external} and {@code (optional)}
 */
record DeclaredImport(Token name, ImportedVariable variable) {}
