package net.roboconf.dm.internal.login;

import java.util.Optional;

/** Checks a user name and a password. Safe for use by many threads. */
@FunctionalInterface
public interface Login {

    /**
     * Who this is.
     *
     * @param user never null
     * @param password never null
     * @return empty when the name or the password is wrong
     * @throws RealmUnavailableException when this cannot be said now
     */
    Optional<Person> check(String user, String password) throws RealmUnavailableException;
}
