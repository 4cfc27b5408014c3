package net.roboconf.target.vmware.internal;

import org.junit.jupiter.api.Tag;

/** The contract, and what the target does and says, with a vCenter that clones at once: each creation has as many requests. */
@Tag("vcsim")
class VcsimTest extends VcsimContract {

    VcsimTest() {
        super("vcsim.settings");
    }
}
