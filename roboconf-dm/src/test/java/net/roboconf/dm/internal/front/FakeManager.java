package net.roboconf.dm.internal.front;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.ApplicationView;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.EventListener;
import net.roboconf.dm.EventSubscription;
import net.roboconf.dm.InstanceView;
import net.roboconf.dm.LeakReport;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.ManagerStatus;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.Problem;
import net.roboconf.dm.StandBy;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.TargetView;
import net.roboconf.dm.TemplateView;
import net.roboconf.dm.UploadedTemplate;

/** A Deployment Manager that holds what it is told and remembers which orders it was given; nothing is ever deployed. */
public final class FakeManager implements Manager {

    /** What was ordered, one line each, oldest first. */
    public final List<String> orders = new CopyOnWriteArrayList<>();

    /** Whether requests are taken. */
    public volatile boolean ready = true;

    /** Whom it stands by for; null when it does not. */
    public volatile StandBy standBy;

    /** What the next change fails with; null when it succeeds. */
    public volatile RuntimeException failure;

    /** What the log of each instance says. */
    public volatile String log = "";

    /** What the providers say about each target definition. */
    public volatile TargetCheck check = new TargetCheck(true, "");

    /** What they say about each machine. */
    public volatile MachineFacts facts = MachineFacts.of("id-1");

    /** What is found of no use. */
    public volatile LeakReport leaks = new LeakReport(List.of(), Map.of());

    /** What is said about each template that is uploaded. */
    public volatile List<Problem> warnings = List.of();

    private final List<TemplateView> templates = new CopyOnWriteArrayList<>();
    private final Map<String, FakeApplication> applications = new TreeMap<>();
    private final Map<String, TargetView> targets = new TreeMap<>();
    private final List<ManagerEvent> events = new ArrayList<>();
    private final List<EventListener> listeners = new ArrayList<>();
    private final List<RejectedMessages.Kept> rejected = new CopyOnWriteArrayList<>();

    /** Has a template. */
    public FakeManager with(TemplateView template) {
        templates.add(template);
        return this;
    }

    /** Has an application. */
    public FakeManager with(FakeApplication application) {
        applications.put(application.name(), application);
        return this;
    }

    /** Has a target definition. */
    public FakeManager with(TargetView target) {
        targets.put(target.id(), target);
        return this;
    }

    /** Something happens; its number is one more than that of the last event. */
    public synchronized void happens(String application, String path, InstanceState state) {
        tell(new ManagerEvent(
                events.size() + 1L,
                Shop.NOON,
                ManagerEvent.Kind.STATE_CHANGED,
                application,
                new InstancePath(path),
                state,
                Reason.NONE,
                "",
                null));
    }

    /** A probe finds something. */
    public synchronized void signals(String application, String path, String name, String text) {
        tell(new ManagerEvent(
                events.size() + 1L,
                Shop.NOON,
                ManagerEvent.Kind.SIGNAL,
                application,
                new InstancePath(path),
                null,
                Reason.NONE,
                text,
                name));
    }

    private void tell(ManagerEvent event) {
        events.add(event);
        listeners.forEach(l -> l.happened(event));
    }

    /** How many listen to events. */
    public synchronized int listeners() {
        return listeners.size();
    }

    private <T> CompletionStage<T> ordered(String order, Supplier<T> change) {
        orders.add(order);
        RuntimeException refusal = failure;
        if (refusal != null) {
            failure = null;
            return CompletableFuture.failedFuture(refusal);
        }
        return CompletableFuture.supplyAsync(change);
    }

    private CompletionStage<Void> ordered(String order, Runnable change) {
        return ordered(order, () -> {
            change.run();
            return null;
        });
    }

    private void expect(String application, InstancePath path, InstanceState state) {
        FakeApplication app = applications.get(application);
        app.instances().stream()
                .map(InstanceView::path)
                .filter(p -> path == null || p.equals(path) || p.isBelow(path))
                .forEach(p -> app.expect(p, state));
    }

    @Override
    public Optional<StandBy> standBy() {
        return Optional.ofNullable(standBy);
    }

    @Override
    public ManagerStatus status() {
        return new ManagerStatus(
                ready, 3, "in-memory", true, false, Set.of("local"), List.of(), 42, 4_096, rejected.size());
    }

    @Override
    public List<RejectedMessages.Kept> rejected() {
        return List.copyOf(rejected);
    }

    /** Has one more message set aside. */
    public FakeManager with(RejectedMessages.Kept message) {
        rejected.add(message);
        return this;
    }

    @Override
    public List<TemplateView> templates() {
        return List.copyOf(templates);
    }

    @Override
    public List<ApplicationView> applications() {
        return List.copyOf(applications.values());
    }

    @Override
    public Optional<ApplicationView> application(String name) {
        return Optional.ofNullable(applications.get(name));
    }

    @Override
    public List<TargetView> targets() {
        return List.copyOf(targets.values());
    }

    @Override
    public synchronized List<ManagerEvent> events(long after, int limit) {
        List<ManagerEvent> newer = events.stream().filter(e -> e.id() > after).toList();
        return newer.subList(Math.max(0, newer.size() - limit), newer.size());
    }

    @Override
    public synchronized EventSubscription subscribe(long after, EventListener listener) {
        events.stream().filter(e -> e.id() > after).forEach(listener::happened);
        listeners.add(listener);
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(EventListener listener) {
        listeners.remove(listener);
    }

    /** Takes any file that begins like a ZIP, as version 1.0 of the shop. */
    @Override
    public CompletionStage<UploadedTemplate> uploadTemplate(Path zip) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(zip);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return ordered("upload " + bytes.length, () -> {
            if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
                throw new ManagerException(
                        ErrorCode.INVALID,
                        "This is not a ZIP archive.",
                        List.of(new Problem(
                                "ZIP_UNREADABLE", "graph/main.graph", 3, 1, "There is no end of the archive.")),
                        null);
            }
            TemplateView template = Shop.template("1.0");
            templates.add(template);
            return new UploadedTemplate(template, warnings);
        });
    }

    @Override
    public CompletionStage<UploadedTemplate> uploadTemplate(InputStream zip) {
        throw new UnsupportedOperationException("templates come as files");
    }

    @Override
    public CompletionStage<Void> deleteTemplate(String name, String version) {
        return ordered("delete template " + name + " " + version, () -> {
            if (!templates.removeIf(t -> t.name().equals(name) && t.version().equals(version))) {
                throw new ManagerException(ErrorCode.NOT_FOUND, "There is no template '" + name + "' " + version + ".");
            }
        });
    }

    @Override
    public CompletionStage<ApplicationView> createApplication(
            String name, String templateName, String templateVersion, String description) {
        return ordered("create " + name + " of " + templateName + " " + templateVersion, () -> {
            if (applications.containsKey(name)) {
                throw new ManagerException(ErrorCode.CONFLICT, "There is an application '" + name + "' already.");
            }
            FakeApplication made = new FakeApplication(name, templateName, templateVersion, description);
            applications.put(name, made);
            return made;
        });
    }

    @Override
    public CompletionStage<Void> deleteApplication(String name) {
        return ordered("delete application " + name, () -> {
            applications.remove(name);
        });
    }

    @Override
    public CompletionStage<InstanceView> addInstance(String application, NewInstance i) {
        return ordered("add " + i.name() + " to " + application, () -> {
            InstanceView view = applications
                    .get(application)
                    .add(
                            i.parent() == null ? null : i.parent().value(),
                            i.name(),
                            i.component(),
                            "script",
                            new TreeMap<>(i.overrides()));
            return view;
        });
    }

    @Override
    public CompletionStage<Void> removeInstance(String application, InstancePath path, boolean undeploy) {
        return ordered("remove " + path + (undeploy ? " undeploying" : ""), () -> {
            InstanceView instance = applications.get(application).instance(path).orElseThrow();
            if (instance.actual() == InstanceState.NOT_DEPLOYED) {
                applications.get(application).remove(path);
            } else if (undeploy) {
                expect(application, path, InstanceState.NOT_DEPLOYED);
            } else {
                throw new ManagerException(ErrorCode.REFUSED_STATE, path + " is deployed; undeploy it first.");
            }
        });
    }

    @Override
    public CompletionStage<Void> changeState(String application, InstancePath path, InstanceState expected) {
        return ordered(
                "change " + path + " to " + expected,
                () -> applications.get(application).expect(path, expected));
    }

    @Override
    public CompletionStage<Void> deployAndStartAll(String application, InstancePath path) {
        return ordered("deploy " + path, () -> expect(application, path, InstanceState.DEPLOYED_STARTED));
    }

    @Override
    public CompletionStage<Void> startAll(String application, InstancePath path) {
        return ordered("start " + path, () -> expect(application, path, InstanceState.DEPLOYED_STARTED));
    }

    @Override
    public CompletionStage<Void> stopAll(String application, InstancePath path) {
        return ordered("stop " + path, () -> expect(application, path, InstanceState.DEPLOYED_STOPPED));
    }

    @Override
    public CompletionStage<Void> undeployAll(String application, InstancePath path) {
        return ordered("undeploy " + path, () -> expect(application, path, InstanceState.NOT_DEPLOYED));
    }

    @Override
    public CompletionStage<Void> retry(String application, InstancePath path) {
        return ordered("retry " + path, () -> {});
    }

    @Override
    public CompletionStage<Void> redeploy(String application, InstancePath path) {
        return ordered("redeploy " + path, () -> {});
    }

    @Override
    public CompletionStage<Void> forceUndeploy(String application, InstancePath machine) {
        return ordered("force-undeploy " + machine, () -> {});
    }

    @Override
    public CompletionStage<Void> cancelStep(String application, InstancePath path) {
        return ordered("cancel-step " + path, () -> {});
    }

    @Override
    public CompletionStage<String> log(String application, InstancePath path, int maxBytes) {
        return ordered("log " + path + " " + maxBytes, () -> log);
    }

    @Override
    public CompletionStage<TargetView> putTarget(String id, Map<String, String> properties) {
        return ordered("put target " + id + " " + new TreeMap<>(properties), () -> {
            Set<String> names = new TreeSet<>(properties.keySet());
            TargetView target = new TargetView(
                    id,
                    properties.get("handler"),
                    properties.getOrDefault("name", id),
                    properties.getOrDefault("description", ""),
                    true,
                    names,
                    List.of(),
                    List.of());
            targets.put(id, target);
            return target;
        });
    }

    /** Takes any file, as one definition with one script. */
    @Override
    public CompletionStage<List<TargetView>> uploadTargets(Path zip) {
        return ordered("upload targets " + zip.toFile().length(), () -> {
            TargetView target = new TargetView(
                    "cloud", "local", "", "", true, Set.of("handler"), List.of("agent.script.sh"), List.of());
            targets.put(target.id(), target);
            return List.of(target);
        });
    }

    @Override
    public CompletionStage<TargetCheck> checkTarget(String id) {
        return CompletableFuture.completedFuture(check);
    }

    @Override
    public CompletionStage<MachineFacts> machineFacts(String application, InstancePath machine) {
        return CompletableFuture.completedFuture(facts);
    }

    @Override
    public CompletionStage<LeakReport> leaks(String target) {
        return CompletableFuture.completedFuture(leaks);
    }

    @Override
    public CompletionStage<LeakReport> deleteLeaks(String target) {
        return ordered("delete leaks of " + target, () -> leaks);
    }

    @Override
    public CompletionStage<Void> deleteTarget(String id) {
        return ordered("delete target " + id, () -> {
            targets.remove(id);
        });
    }

    @Override
    public CompletionStage<Void> associateTarget(String application, String scope, String target) {
        return ordered("associate " + scope + " with " + target, () -> {
            FakeApplication app = applications.get(application);
            if (target == null) {
                app.targets.remove(scope);
            } else {
                app.targets.put(scope, target);
            }
        });
    }

    @Override
    public CompletionStage<Void> bind(String application, String prefix, String provider) {
        return ordered("bind " + prefix + " to " + provider, () -> {
            applications.get(application).providers.get(prefix).add(provider);
        });
    }

    @Override
    public CompletionStage<Void> rebind(String application, String prefix, Set<String> providers) {
        return ordered("rebind " + prefix + " to " + new TreeSet<>(providers), () -> {
            Set<String> bound = applications.get(application).providers.get(prefix);
            bound.clear();
            bound.addAll(providers);
        });
    }

    @Override
    public CompletionStage<Void> unbind(String application, String prefix, String provider) {
        return ordered("unbind " + prefix + " from " + provider, () -> {
            Set<String> bound = applications.get(application).providers.get(prefix);
            if (provider == null) {
                bound.clear();
            } else if (!bound.remove(provider)) {
                throw new ManagerException(ErrorCode.NOT_FOUND, "'" + application + "' is not bound to it.");
            }
        });
    }

    @Override
    public CompletionStage<Void> resumeOrders() {
        return ordered("resume", () -> {});
    }
}
