package net.roboconf.core.dsl.internal;

import java.util.List;
import java.util.Optional;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.Token;

/**
 * A component or a facet as written.
 *
 * @param installer of a component; empty if none is given
 * @param supers what it extends: at most one for a component
 * @param facets of a component
 * @param damaged whether there is an error in it, so that something may be missing here
 */
record DeclaredType(
        BlockKind kind,
        Token name,
        Optional<Token> installer,
        List<Token> supers,
        List<Token> facets,
        List<Token> children,
        List<DeclaredExport> exports,
        List<DeclaredImport> imports,
        boolean damaged) {

    boolean isComponent() {
        return kind == BlockKind.COMPONENT;
    }
}
