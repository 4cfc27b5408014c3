package net.roboconf.dm.internal.login;

import java.security.Principal;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who has logged in.
 *
 * @param name the user name
 * @param roles sorted; may be empty
 */
public record Person(String name, Set<String> roles) implements Principal {

    /** Refuses nulls; sorts the roles. */
    public Person {
        Objects.requireNonNull(name, "name");
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    @Override
    public String getName() {
        return name;
    }
}
