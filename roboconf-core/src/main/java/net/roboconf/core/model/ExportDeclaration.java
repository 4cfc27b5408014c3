package net.roboconf.core.model;

import java.util.Objects;

/**
 * One export as it is written in a component or a facet.
 *
 * @param name without prefix for a variable of its own, or the full name of an inherited variable to override it alone
 * @param value {@code null} if the graph gives none
 * @param randomKind in lower case ({@code port}), {@code null} if the value is not chosen at random
 */
public record ExportDeclaration(String name, String value, String randomKind) {

    public ExportDeclaration {
        Objects.requireNonNull(name, "name");
    }

    public static ExportDeclaration of(String name) {
        return new ExportDeclaration(name, null, null);
    }

    public static ExportDeclaration of(String name, String value) {
        return new ExportDeclaration(name, value, null);
    }

    ExportedVariable as(String fullName) {
        return new ExportedVariable(fullName, value, randomKind);
    }
}
