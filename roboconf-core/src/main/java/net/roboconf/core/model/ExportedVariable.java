package net.roboconf.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A variable that the instances of a component offer to others.
 *
 * @param fullName prefix and local name, for example {@code Tomcat.port}
 * @param defaultValue what an instance exports unless it says otherwise; {@code null} if the graph gives no value
 * @param randomKind what the deployment manager chooses at random for each instance, in lower case ({@code port}); {@code
 *     null} if nothing is
 */
public record ExportedVariable(String fullName, String defaultValue, String randomKind) {

    public ExportedVariable {
        Objects.requireNonNull(fullName, "fullName");
    }

    public VariableName name() {
        return VariableName.parse(fullName);
    }

    public String prefix() {
        return name().prefix();
    }

    public String localName() {
        return name().localName();
    }

    public boolean isRandom() {
        return randomKind != null;
    }

    /** The default value, if the graph gives one. */
    public Optional<String> value() {
        return Optional.ofNullable(defaultValue);
    }

    ExportedVariable named(String otherFullName) {
        return new ExportedVariable(otherFullName, defaultValue, randomKind);
    }
}
