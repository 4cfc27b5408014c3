package net.roboconf.core.dsl.internal;

import java.util.Locale;
import java.util.Optional;
import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.model.ExportDeclaration;

/**
 * One export as written.
 *
 * @param name without prefix, or the full name of an inherited variable
 * @param value without quotes; empty if there is none
 * @param random the kind between the brackets of {@code random[...]}, as written; empty if there is none
 */
record DeclaredExport(Token name, Optional<String> value, Optional<String> random) {

    ExportDeclaration declaration() {
        return new ExportDeclaration(
                name.text(),
                value.orElse(null),
                random.map(r -> r.toLowerCase(Locale.ROOT)).orElse(null));
    }
}
