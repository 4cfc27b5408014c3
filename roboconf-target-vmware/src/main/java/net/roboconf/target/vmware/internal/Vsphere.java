package net.roboconf.target.vmware.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.target.TargetException;

/** The methods of vSphere that are used. Thread-safe. */
final class Vsphere {

    private static final int MOST_PAGES = 10_000;

    private final Connection connection;
    private final Pace pace;

    Vsphere(Connection connection, Pace pace) {
        this.connection = connection;
        this.pace = pace;
    }

    /** Below which everything is. */
    Reference rootFolder() throws Refusal, TargetException, InterruptedException {
        return connection.service("rootFolder");
    }

    /** Whether this is a vCenter; else it is a single host. */
    boolean isVcenter() throws Refusal, TargetException, InterruptedException {
        return connection.about("apiType").equals("VirtualCenter");
    }

    /** The virtual machine with this {@code instanceUuid}. */
    Optional<Reference> machine(String uuid) throws Refusal, TargetException, InterruptedException {
        return connection
                .call(Call.repeatable("FindByUuid", connection.service("searchIndex"), what -> what.text("uuid", uuid)
                        .text("vmSearch", true)
                        .text("instanceUuid", true)))
                .reference("returnval");
    }

    /** What is directly below something and has this name. */
    Optional<Reference> child(Reference parent, String name) throws Refusal, TargetException, InterruptedException {
        return connection
                .call(Call.repeatable(
                        "FindChild", connection.service("searchIndex"), what -> what.reference("entity", parent)
                                .text("name", name)))
                .reference("returnval");
    }

    /** Properties of one thing; {@link Refusal#isGone} when it does not exist. */
    Thing properties(Reference of, String... paths) throws Refusal, TargetException, InterruptedException {
        return retrieve(of.type(), paths, set -> set.reference("obj", of)).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("RetrievePropertiesEx", "ManagedObjectNotFound", of.value(), "", false));
    }

    /** Properties of all things of a type below something. */
    List<Thing> all(Reference below, String type, String... paths)
            throws Refusal, TargetException, InterruptedException {
        try {
            return view(below, type, paths);
        } catch (Refusal e) {
            // The view goes with the session in which it was made.
            if (!e.isGone()) {
                throw e;
            }
            return view(below, type, paths);
        }
    }

    private List<Thing> view(Reference below, String type, String... paths)
            throws Refusal, TargetException, InterruptedException {
        Reference view = connection
                .call(Call.repeatable("CreateContainerView", connection.service("viewManager"), what -> what.reference(
                                "container", below)
                        .text("type", type)
                        .text("recursive", true)))
                .reference("returnval")
                .orElseThrow();
        List<Thing> things = retrieve(type, paths, set -> set.reference("obj", view)
                .text("skip", true)
                .in("selectSet", "TraversalSpec", through -> through.text("name", "view")
                        .text("type", view.type())
                        .text("path", "view")
                        .text("skip", false)));
        connection.call(Call.repeatable("DestroyView", view, none -> {}));
        return things;
    }

    private List<Thing> retrieve(String type, String[] paths, Fields.Content objects)
            throws Refusal, TargetException, InterruptedException {
        Reference collector = connection.service("propertyCollector");
        Answer answer = connection.call(Call.repeatable(
                "RetrievePropertiesEx", collector, what -> what.in("specSet", spec -> spec.in("propSet", set -> {
                                    set.text("type", type);
                                    for (String path : paths) {
                                        set.text("pathSet", path);
                                    }
                                })
                                .in("objectSet", objects))
                        .in("options", none -> {})));
        List<Thing> things = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<Answer> result = answer.at("returnval");
            result.ifPresent(one -> one.all("objects").forEach(object -> things.add(Thing.of(object))));
            String token = result.map(one -> one.text("token")).orElse("");
            if (token.isEmpty()) {
                return things;
            }
            answer = connection.call(
                    Call.repeatable("ContinueRetrievePropertiesEx", collector, what -> what.text("token", token)));
        }
        throw TargetException.refused("vSphere answers with more than " + MOST_PAGES + " pages of " + type + ".");
    }

    /** Begins a task. */
    Reference begin(Call call) throws Refusal, TargetException, InterruptedException {
        return connection.call(call).reference("returnval").orElseThrow();
    }

    /** Waits until a task has ended; what it has brought, if anything. */
    Optional<Reference> end(Reference task, String what) throws Refusal, TargetException, InterruptedException {
        long pause = pace.first().toNanos();
        while (true) {
            TimeUnit.NANOSECONDS.sleep(pause);
            Answer info = task(task);
            switch (info.text("state")) {
                case "success" -> {
                    return info.reference("result");
                }
                case "error" -> {
                    Optional<Answer> error = info.at("error");
                    throw new Refusal(
                            what,
                            error.flatMap(one -> one.at("fault"))
                                    .map(Answer::type)
                                    .orElse(""),
                            error.map(one -> one.text("localizedMessage")).orElse(""),
                            error.map(one -> one.text("fault/privilegeId")).orElse(""),
                            false);
                }
                default -> pause = Math.min(pause * 2, pace.most().toNanos());
            }
        }
    }

    /** Begins a task and waits until it has ended. */
    void run(Call call) throws Refusal, TargetException, InterruptedException {
        end(begin(call), call.method());
    }

    /** What vSphere says about a task. Who is refused that does not know what has become of it. */
    Answer task(Reference task) throws TargetException, InterruptedException {
        try {
            return properties(task, "info").at("info").orElseThrow();
        } catch (Refusal e) {
            throw TargetException.unsure(
                    e.getMessage() + " What has become of the task " + task.value() + " is not known.", e);
        }
    }
}
