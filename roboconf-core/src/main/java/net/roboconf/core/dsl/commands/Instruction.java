package net.roboconf.core.dsl.commands;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;

/** One instruction of a file of commands, its variables replaced by their values. */
public sealed interface Instruction {

    /** Where it begins; an instruction that goes on over several lines is where its first line is. */
    Location location();

    /**
     * {@code define name = value under /path}: has done its work once the file is read.
     *
     * @param value what {@code $(name)} stands for from here on
     */
    record Define(Location location, String name, String value) implements Instruction {
        public Define {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * {@code create component as name under /parent}
     *
     * @param parent empty for a root instance
     */
    record Create(Location location, String component, String name, Optional<InstancePath> parent)
            implements Instruction {
        public Create {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(component, "component");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(parent, "parent");
        }
    }

    /**
     * {@code replicate /root as name}: copies a root instance with all that is placed over it, and its target.
     *
     * @param name of the copy
     */
    record Replicate(Location location, InstancePath root, String name) implements Instruction {
        public Replicate {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(root, "root");
            Objects.requireNonNull(name, "name");
        }
    }

    /** {@code rename /path as name}: only while its machine is not deployed. */
    record Rename(Location location, InstancePath instance, String name) implements Instruction {
        public Rename {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(name, "name");
        }
    }

    /** {@code associate /machine with target} */
    record Associate(Location location, InstancePath machine, String target) implements Instruction {
        public Associate {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(machine, "machine");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * {@code change status of /path to STATE}
     *
     * @param state one that an instance can stay in
     */
    record ChangeState(Location location, InstancePath instance, InstanceState state) implements Instruction {
        public ChangeState {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(state, "state");
        }
    }

    /** {@code stop all /path} and its like. */
    record Bulk(Location location, BulkAction action, InstancePath instance) implements Instruction {
        public Bulk {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(instance, "instance");
        }
    }

    /**
     * {@code stop all instances of component} and its like.
     *
     * @param component whose own instances are meant, not those of components that extend it
     */
    record BulkOfComponent(Location location, BulkAction action, String component) implements Instruction {
        public BulkOfComponent {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(component, "component");
        }
    }

    /**
     * {@code email address, address with message}
     *
     * @param recipients in addition to those that always get such mails, may be empty
     * @param message without its subject, with line feeds
     */
    record Email(Location location, List<String> recipients, String subject, String message) implements Instruction {
        public static final String DEFAULT_SUBJECT = "Roboconf event";

        public Email {
            Objects.requireNonNull(location, "location");
            recipients = List.copyOf(recipients);
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * {@code write text into file}
     *
     * @param text may be empty
     * @param file as written: {@code %TMP%} in it stands for the folder of temporary files
     */
    record Write(Location location, String text, String file) implements Instruction {
        public Write {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * {@code append text into file}: on a line of its own if the file is not empty.
     *
     * @param text may be empty
     * @param file as written: {@code %TMP%} in it stands for the folder of temporary files
     */
    record Append(Location location, String text, String file) implements Instruction {
        public Append {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * {@code execute command}
     *
     * @param command the name of its file without {@code .commands}
     */
    record Execute(Location location, String command) implements Instruction {
        public Execute {
            Objects.requireNonNull(location, "location");
            Objects.requireNonNull(command, "command");
        }
    }
}
