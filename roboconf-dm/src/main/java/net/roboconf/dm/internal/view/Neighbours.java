package net.roboconf.dm.internal.view;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All applications at one moment, for one that looks at others. */
public interface Neighbours {

    /** For an application that looks at no other. */
    Neighbours NONE = new Neighbours() {
        @Override
        public Collection<PicturedApplication> all() {
            return List.of();
        }

        @Override
        public Optional<PicturedApplication> named(String name) {
            return Optional.empty();
        }
    };

    /** All, sorted by name. */
    Collection<PicturedApplication> all();

    /** One. */
    Optional<PicturedApplication> named(String name);
}
