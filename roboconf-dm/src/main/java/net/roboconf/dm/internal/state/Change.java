package net.roboconf.dm.internal.state;

import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.ManagerEvent;

/** One thing to be kept, or not any more. Applied in order; a later one about the same subject replaces an earlier one. */
public sealed interface Change {

    /** A Deployment Manager becomes active with this term. */
    record Term(long term) implements Change {}

    /** Orders up to this revision are about to be given. It grows over all terms. */
    record Revision(long revision) implements Change {}

    /** The store has this name, for good: what is made for it elsewhere carries it. */
    record Owner(String owner) implements Change {}

    /** Orders are held back until a person confirms, or not any more. */
    record Suspended(boolean suspended) implements Change {}

    /** Agents are met here, or not everywhere any more. */
    record Messaging(StoredMessaging messaging) implements Change {}

    /** A template is there. */
    record PutTemplate(StoredTemplate template) implements Change {}

    /** A template is not there any more. */
    record DropTemplate(TemplateId id) implements Change {}

    /** An application is there. */
    record PutApplication(StoredApplication application) implements Change {}

    /** An application is not there any more; its instances were dropped before. */
    record DropApplication(String name) implements Change {}

    /** An instance is there. */
    record PutInstance(StoredInstance instance) implements Change {}

    /** An instance is not there any more. */
    record DropInstance(String application, InstancePath path) implements Change {}

    /** A machine is there. */
    record PutMachine(StoredMachine machine) implements Change {}

    /** A machine is forgotten, with all that was reported of it. */
    record DropMachine(MachineKey key) implements Change {}

    /** An agent has reported. */
    record PutReport(StoredReport report) implements Change {}

    /** An agent has reported this of an instance. */
    record PutObserved(MachineKey machine, ObservedInstance instance) implements Change {}

    /** An agent does not report an instance any more. */
    record DropObserved(MachineKey machine, InstancePath path) implements Change {}

    /** A target definition is there. */
    record PutTarget(StoredTarget target) implements Change {}

    /** A target definition is not there any more. */
    record DropTarget(String id) implements Change {}

    /** Something happened. Only the newest are kept. */
    record Happened(ManagerEvent event) implements Change {}
}
