package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Leak;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.internal.engine.ApplicationPicture;
import net.roboconf.dm.internal.engine.Handlers;
import net.roboconf.dm.internal.engine.Picture;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredTarget;

/**
 * Asks providers what people want to know of them, beside what the engine asks: nothing here changes what is stored. A
 * resource is a leak when its key is in no picture that was taken <em>after</em> it was seen: the key of a machine is
 * stored before its provider hears of it.
 */
final class Providers {

    /** How long a provider is waited for, in milliseconds; a person waits at the other end. */
    private static final long LIMIT = 30_000;

    private final TargetRunner targets;
    private final Supplier<Picture> pictures;
    private final Supplier<String> owner;
    private final Supplier<? extends CompletionStage<Void>> catchingUp;
    private final LongSupplier nanoTime;

    /**
     * Asks nothing yet.
     *
     * @param pictures the newest one
     * @param owner names the store
     * @param catchingUp when that has completed, all that was begun before is in the newest picture; fails when this
     *     Deployment Manager is not active
     */
    Providers(
            TargetRunner targets,
            Supplier<Picture> pictures,
            Supplier<String> owner,
            Supplier<? extends CompletionStage<Void>> catchingUp,
            LongSupplier nanoTime) {
        this.targets = targets;
        this.pictures = pictures;
        this.owner = owner;
        this.catchingUp = catchingUp;
        this.nanoTime = nanoTime;
    }

    CompletionStage<TargetCheck> check(String id) {
        StoredTarget definition = pictures.get().targets().get(id);
        if (definition == null) {
            return refuse(ErrorCode.NOT_FOUND, "There is no target '" + id + "'");
        }
        InstalledTarget target = installed(definition.handler());
        if (target == null) {
            return refuse(ErrorCode.REFUSED_STATE, notInstalled(definition.handler()));
        }
        return targets.ask(
                        target,
                        it -> {
                            it.validate(definition.properties());
                            it.check(definition.properties());
                            return new TargetCheck(true, "");
                        },
                        LIMIT)
                .exceptionally(failure -> new TargetCheck(false, said(failure)));
    }

    CompletionStage<MachineFacts> facts(String application, InstancePath path) {
        ApplicationPicture picture = pictures.get().applications().get(application);
        StoredMachine machine = picture == null
                ? null
                : machines(picture).stream()
                        .filter(one -> one.path().equals(path))
                        .findFirst()
                        .orElse(null);
        if (machine == null || machine.machineId() == null) {
            return refuse(
                    ErrorCode.REFUSED_STATE,
                    "There is no machine " + path + " of the application '" + application
                            + "' that its provider knows; deploy it first");
        }
        InstalledTarget target = installed(machine.handler());
        if (target == null) {
            return refuse(ErrorCode.REFUSED_STATE, notInstalled(machine.handler()));
        }
        CompletableFuture<MachineFacts> told = new CompletableFuture<>();
        targets.ask(target, it -> it.facts(machine.properties(), machine.key(), machine.machineId()), LIMIT)
                .whenComplete((facts, failure) -> {
                    if (failure == null) {
                        told.complete(facts);
                    } else {
                        told.completeExceptionally(new ManagerException(ErrorCode.NO_ANSWER, said(failure)));
                    }
                });
        return told;
    }

    CompletionStage<LeakReport> leaks(String id) {
        Search search = search(id);
        return search == null
                ? refuse(ErrorCode.NOT_FOUND, "There is no target '" + id + "'")
                : unwrapped(search.done.thenApply(done -> search.report()));
    }

    CompletionStage<LeakReport> deleteLeaks(String id) {
        if (pictures.get().suspended()) {
            return refuse(
                    ErrorCode.REFUSED_STATE,
                    "Orders are held back, for this store is older than what agents have accepted: it may not know all"
                            + " machines. Let orders flow again first.");
        }
        Search search = search(id);
        if (search == null) {
            return refuse(ErrorCode.NOT_FOUND, "There is no target '" + id + "'");
        }
        long end = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(LIMIT);
        return unwrapped(search.done.thenCompose(done -> search.delete(end)).thenApply(done -> search.report()));
    }

    /** Fails with what was thrown, and not with what it was wrapped in on its way. */
    private static <T> CompletionStage<T> unwrapped(CompletionStage<T> stage) {
        CompletableFuture<T> bare = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                bare.complete(value);
            } else {
                bare.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
        return bare;
    }

    /** Asks all providers at the same time; null when there is no such definition. */
    private Search search(String id) {
        Map<String, StoredTarget> definitions = new TreeMap<>(pictures.get().targets());
        if (id != null) {
            definitions.keySet().retainAll(Set.of(id));
            if (definitions.isEmpty()) {
                return null;
            }
        }
        return new Search(definitions);
    }

    /** One look at the providers. */
    private final class Search {

        private final Map<String, StoredTarget> definitions;
        private final List<Found> found = new ArrayList<>();
        private final Map<String, String> unasked = new TreeMap<>();
        private final CompletableFuture<Void> done;

        private record Found(String definition, MadeResource resource, String kept) {

            Found kept(String why) {
                return new Found(definition, resource, why);
            }
        }

        Search(Map<String, StoredTarget> definitions) {
            this.definitions = definitions;
            List<CompletableFuture<?>> questions = new ArrayList<>();
            definitions.forEach((id, definition) -> {
                InstalledTarget target = installed(definition.handler());
                if (target == null) {
                    unasked.put(id, notInstalled(definition.handler()));
                    return;
                }
                String name = owner.get();
                questions.add(targets.ask(target, it -> it.resources(definition.properties(), name), LIMIT)
                        .handle((resources, failure) -> {
                            answered(id, resources, failure);
                            return null;
                        }));
            });
            done = CompletableFuture.allOf(questions.toArray(CompletableFuture[]::new))
                    .thenCompose(answered -> catchingUp.get())
                    .thenRun(this::forgetWhatIsKnown);
        }

        private synchronized void answered(String id, List<MadeResource> resources, Throwable failure) {
            if (failure != null) {
                unasked.put(id, said(failure));
            } else {
                resources.forEach(resource -> found.add(new Found(id, resource, null)));
            }
        }

        /** What belongs to a machine is no leak, nor is one that was found by another definition of the same provider. */
        private synchronized void forgetWhatIsKnown() {
            Set<MachineKey> known = known();
            Set<List<String>> seen = new HashSet<>();
            found.sort(Comparator.comparing(Found::definition)
                    .thenComparing(one -> one.resource().kind())
                    .thenComparing(one -> one.resource().id()));
            found.removeIf(one -> known.contains(one.resource().key())
                    || !seen.add(List.of(
                            Handlers.normal(definitions.get(one.definition()).handler()),
                            one.resource().kind(),
                            one.resource().id())));
        }

        /** Deletes one after the other. */
        private CompletionStage<Void> delete(long end) {
            CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
            for (int i = 0; i < size(); i++) {
                int at = i;
                chain = chain.thenCompose(before -> delete(at, end));
            }
            return chain;
        }

        private synchronized int size() {
            return found.size();
        }

        private synchronized Found at(int index) {
            return found.get(index);
        }

        private synchronized void keep(int index, String why) {
            found.set(index, found.get(index).kept(why));
        }

        private CompletableFuture<Void> delete(int index, long end) {
            Found one = at(index);
            long left = TimeUnit.NANOSECONDS.toMillis(end - nanoTime.getAsLong());
            if (left <= 0) {
                keep(index, "There was no time left; ask again");
                return CompletableFuture.completedFuture(null);
            }
            StoredTarget definition = definitions.get(one.definition());
            InstalledTarget target = installed(definition.handler());
            if (target == null) {
                keep(index, notInstalled(definition.handler()));
                return CompletableFuture.completedFuture(null);
            }
            return targets.ask(
                            target,
                            it -> {
                                it.delete(definition.properties(), one.resource());
                                return null;
                            },
                            left)
                    .handle((nothing, failure) -> {
                        if (failure != null) {
                            keep(index, said(failure));
                        }
                        return null;
                    });
        }

        private synchronized LeakReport report() {
            return new LeakReport(
                    found.stream()
                            .map(one -> new Leak(
                                    one.definition(),
                                    one.resource().kind(),
                                    one.resource().id(),
                                    one.resource().name(),
                                    one.resource().key(),
                                    one.kept()))
                            .toList(),
                    unasked);
        }
    }

    private Set<MachineKey> known() {
        Set<MachineKey> keys = new HashSet<>();
        pictures.get().applications().values().forEach(application -> machines(application)
                .forEach(machine -> keys.add(machine.key())));
        return keys;
    }

    private static List<StoredMachine> machines(ApplicationPicture application) {
        return application.machines().stream()
                .map(machine -> machine.facts().machine())
                .filter(machine -> machine != null)
                .toList();
    }

    private InstalledTarget installed(String handler) {
        return targets.target(Handlers.normal(handler));
    }

    private static String notInstalled(String handler) {
        return "No target with the handler '" + handler + "' is installed";
    }

    private static String said(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TargetException || cause instanceof TimeoutException
                ? String.valueOf(cause.getMessage())
                : "Its handler failed: " + cause;
    }

    private static <T> CompletionStage<T> refuse(ErrorCode code, String message) {
        return CompletableFuture.failedFuture(new ManagerException(code, message));
    }
}
