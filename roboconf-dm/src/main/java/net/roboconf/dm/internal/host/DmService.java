package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.TargetException;
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
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.Handlers;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.TemplateId;
import net.roboconf.dm.internal.upload.TemplateUpload;
import net.roboconf.dm.internal.view.Views;

/** The Deployment Manager as people use it: reads from the newest picture, changes through the engine's inbox. */
public final class DmService implements Manager, AutoCloseable {

    private static final Pattern TARGET_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final DmHost host;
    private final TemplateUpload uploads;
    private final Clock clock;

    /** Two archives at a time; a few more wait. */
    private final ThreadPoolExecutor uploading = new ThreadPoolExecutor(
            2, 2, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(32), NamedThreads.daemon("roboconf-dm-upload"));

    /** Offers a host's work. */
    public DmService(DmHost host, TemplateUpload uploads, Clock clock) {
        this.host = host;
        this.uploads = uploads;
        this.clock = clock;
        uploading.allowCoreThreadTimeOut(true);
    }

    @Override
    public ManagerStatus status() {
        Views views = host.views();
        List<String> notices = new ArrayList<>(host.troubles());
        if (host.isReady() && views.picture().handlers().isEmpty()) {
            notices.add("No target is installed: no machine can be made");
        }
        host.unused().forEach(each -> notices.add(each.who() + " is not used: " + each.why()));
        if (views.picture().suspended()) {
            notices.add(
                    "Orders are held back: the store is older than what agents have accepted (was it restored from a "
                            + "backup?). Look at what is wanted, then resume orders");
        }
        return new ManagerStatus(
                host.isReady(),
                views.picture().term(),
                host.messagingType(),
                host.isConnected(),
                views.picture().suspended(),
                views.picture().handlers(),
                notices,
                host.published(),
                host.recipeBytes(),
                host.rejections().count());
    }

    @Override
    public Optional<StandBy> standBy() {
        return host.standBy();
    }

    @Override
    public List<TemplateView> templates() {
        return host.views().templates();
    }

    @Override
    public List<ApplicationView> applications() {
        return host.views().applications();
    }

    @Override
    public Optional<ApplicationView> application(String name) {
        return host.views().application(name);
    }

    @Override
    public List<TargetView> targets() {
        return host.views().targets();
    }

    @Override
    public List<ManagerEvent> events(long after, int limit) {
        if (limit < 1) {
            throw new ManagerException(ErrorCode.INVALID, "The limit is at least 1, not " + limit);
        }
        return host.events().after(after, limit);
    }

    @Override
    public EventSubscription subscribe(long after, EventListener listener) {
        return host.events().subscribe(after, listener);
    }

    @Override
    public List<RejectedMessages.Kept> rejected() {
        return host.rejections().list();
    }

    @Override
    public CompletionStage<UploadedTemplate> uploadTemplate(Path zip) {
        return upload(zip, false);
    }

    @Override
    public CompletionStage<UploadedTemplate> uploadTemplate(InputStream zip) {
        try {
            return upload(uploads.receive(zip), true);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(notStored(e));
        } catch (ManagerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<UploadedTemplate> upload(Path zip, boolean deleteIt) {
        CompletableFuture<UploadedTemplate> uploaded = new CompletableFuture<>();
        try {
            uploading.execute(() -> {
                try {
                    TemplateUpload.Result result = read(zip, deleteIt);
                    TemplateId id = result.template().id();
                    host.submit(new Command.AddTemplate(
                                    result.template().uploadedAt(clock.now().wall()), result.targets()))
                            .thenApply(done -> new UploadedTemplate(
                                    host.views().template(id).orElseThrow(), result.warnings()))
                            .whenComplete((view, failure) -> pass(view, failure, uploaded));
                } catch (IOException e) {
                    uploaded.completeExceptionally(notStored(e));
                } catch (RuntimeException e) {
                    uploaded.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            uploaded.completeExceptionally(new ManagerException(
                    ErrorCode.UNAVAILABLE, "Too many templates are being uploaded; try again", List.of(), e));
        }
        return uploaded;
    }

    @Override
    public CompletionStage<List<TargetView>> uploadTargets(Path zip) {
        CompletableFuture<List<TargetView>> uploaded = new CompletableFuture<>();
        try {
            uploading.execute(() -> {
                try {
                    List<StoredTarget> targets = uploads.readTargets(zip);
                    targets.forEach(this::checkDefinition);
                    host.submit(new Command.PutTargets(targets))
                            .thenApply(done -> targets.stream()
                                    .map(target ->
                                            host.views().target(target.id()).orElseThrow())
                                    .toList())
                            .whenComplete((views, failure) -> pass(views, failure, uploaded));
                } catch (IOException e) {
                    uploaded.completeExceptionally(notStored(e));
                } catch (RuntimeException e) {
                    uploaded.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            uploaded.completeExceptionally(new ManagerException(
                    ErrorCode.UNAVAILABLE, "Too many archives are being uploaded; try again", List.of(), e));
        }
        return uploaded;
    }

    private TemplateUpload.Result read(Path zip, boolean deleteIt) throws IOException {
        try {
            TemplateUpload.Result result = uploads.read(zip);
            result.targets().forEach(target -> validate(target.id(), target.properties()));
            return result;
        } finally {
            if (deleteIt) {
                TemplateUpload.delete(zip);
            }
        }
    }

    private static <T> void pass(T value, Throwable failure, CompletableFuture<T> to) {
        if (failure == null) {
            to.complete(value);
        } else {
            to.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        }
    }

    private static ManagerException notStored(IOException e) {
        return new ManagerException(
                ErrorCode.UNAVAILABLE,
                "The archive could not be read or kept (" + e + "); is the disk full?",
                List.of(),
                e);
    }

    @Override
    public CompletionStage<Void> deleteTemplate(String name, String version) {
        return host.submit(new Command.DeleteTemplate(new TemplateId(name, version)));
    }

    @Override
    public CompletionStage<ApplicationView> createApplication(
            String name, String templateName, String templateVersion, String description) {
        TemplateId template = new TemplateId(templateName, templateVersion);
        return host.submit(new Command.CreateApplication(name, template, description == null ? "" : description))
                .thenApply(done -> host.views().application(name).orElseThrow());
    }

    @Override
    public CompletionStage<Void> deleteApplication(String name) {
        return host.submit(new Command.DeleteApplication(name));
    }

    @Override
    public CompletionStage<InstanceView> addInstance(String application, NewInstance instance) {
        return host.submit(new Command.AddInstance(application, instance)).thenApply(done -> {
            InstancePath path = instance.parent() == null
                    ? InstancePath.root(instance.name())
                    : instance.parent().child(instance.name());
            return host.views()
                    .application(application)
                    .orElseThrow()
                    .instance(path)
                    .orElseThrow();
        });
    }

    @Override
    public CompletionStage<Void> removeInstance(String application, InstancePath path, boolean undeploy) {
        return host.submit(new Command.RemoveInstance(application, path, undeploy));
    }

    @Override
    public CompletionStage<Void> changeState(String application, InstancePath path, InstanceState expected) {
        return host.submit(new Command.ChangeState(application, path, expected));
    }

    @Override
    public CompletionStage<Void> deployAndStartAll(String application, InstancePath path) {
        return all(application, path, Command.Bulk.DEPLOY_AND_START);
    }

    @Override
    public CompletionStage<Void> startAll(String application, InstancePath path) {
        return all(application, path, Command.Bulk.START);
    }

    @Override
    public CompletionStage<Void> stopAll(String application, InstancePath path) {
        return all(application, path, Command.Bulk.STOP);
    }

    @Override
    public CompletionStage<Void> undeployAll(String application, InstancePath path) {
        return all(application, path, Command.Bulk.UNDEPLOY);
    }

    private CompletionStage<Void> all(String application, InstancePath path, Command.Bulk bulk) {
        return host.submit(new Command.ChangeAll(application, path, bulk));
    }

    @Override
    public CompletionStage<Void> retry(String application, InstancePath path) {
        return host.submit(new Command.Retry(application, path));
    }

    @Override
    public CompletionStage<Void> redeploy(String application, InstancePath path) {
        return host.submit(new Command.Redeploy(application, path));
    }

    @Override
    public CompletionStage<Void> forceUndeploy(String application, InstancePath machine) {
        return host.submit(new Command.ForceUndeploy(application, machine));
    }

    @Override
    public CompletionStage<Void> cancelStep(String application, InstancePath path) {
        return ask(application, path, new Call.CancelStep(path)).thenApply(answer -> {
            refuse(answer);
            return null;
        });
    }

    @Override
    public CompletionStage<String> log(String application, InstancePath path, int maxBytes) {
        int bytes = Math.max(1, Math.min(262_144, maxBytes));
        return ask(application, path, new Call.ReadLog(path, bytes)).thenApply(answer -> {
            refuse(answer);
            return answer instanceof Reply.Text text ? text.text() : "";
        });
    }

    private CompletableFuture<Reply.Answer> ask(String application, InstancePath path, Call.Question question) {
        Optional<InstanceView> instance = host.views().application(application).flatMap(view -> view.instance(path));
        if (instance.isEmpty()) {
            return CompletableFuture.failedFuture(new ManagerException(
                    ErrorCode.NOT_FOUND, "There is no instance " + path + " in an application '" + application + "'"));
        }
        MachineKey machine = instance.get().machine().key();
        if (machine == null) {
            return CompletableFuture.failedFuture(new ManagerException(
                    ErrorCode.REFUSED_STATE, "The machine of " + path + " does not exist; deploy it first"));
        }
        return host.ask(machine, question);
    }

    private static void refuse(Reply.Answer answer) {
        if (answer instanceof Reply.Refused refused) {
            throw new ManagerException(ErrorCode.REFUSED_STATE, refused.why());
        }
    }

    @Override
    public CompletionStage<TargetView> putTarget(String id, Map<String, String> properties) {
        Map<String, String> kept = new HashMap<>(properties);
        kept.remove("id");
        StoredTarget target = new StoredTarget(id, kept, null, null);
        try {
            checkDefinition(target);
        } catch (ManagerException e) {
            return CompletableFuture.failedFuture(e);
        }
        return host.submit(new Command.PutTarget(target))
                .thenApply(done -> host.views().target(id).orElseThrow());
    }

    private void checkDefinition(StoredTarget target) {
        if (!TARGET_ID.matcher(target.id()).matches()) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "'" + target.id() + "' cannot be the identifier of a target: up to 100 letters, digits, . _ -");
        }
        if (target.handler().isBlank()) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The target '" + target.id() + "' has no handler; add 'handler = ...', the kind of target");
        }
        validate(target.id(), target.properties());
    }

    /** Has the target look at its properties, when it is installed. */
    private void validate(String id, Map<String, String> properties) {
        InstalledTarget target = host.targets().target(Handlers.normal(properties.getOrDefault("handler", "")));
        if (target == null) {
            return;
        }
        try {
            host.targets()
                    .ask(
                            target,
                            it -> {
                                it.validate(properties);
                                return null;
                            },
                            () -> {})
                    .join();
        } catch (CompletionException e) {
            Throwable wrong = e.getCause();
            String said = wrong instanceof TargetException || wrong instanceof TimeoutException
                    ? String.valueOf(wrong.getMessage())
                    : "its handler failed: " + wrong;
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The target '" + id + "' cannot be used: " + said,
                    List.of(Problem.of("REC_TARGET_INVALID_FILE_OR_CONTENT", said)),
                    wrong);
        }
    }

    @Override
    public CompletionStage<TargetCheck> checkTarget(String id) {
        return host.providers().check(id);
    }

    @Override
    public CompletionStage<MachineFacts> machineFacts(String application, InstancePath machine) {
        return host.providers().facts(application, machine);
    }

    @Override
    public CompletionStage<LeakReport> leaks(String target) {
        return host.providers().leaks(target);
    }

    @Override
    public CompletionStage<LeakReport> deleteLeaks(String target) {
        return host.providers().deleteLeaks(target);
    }

    @Override
    public CompletionStage<Void> deleteTarget(String id) {
        return host.submit(new Command.DeleteTarget(id));
    }

    @Override
    public CompletionStage<Void> associateTarget(String application, String scope, String target) {
        return host.submit(new Command.AssociateTarget(application, scope == null ? "" : scope, target));
    }

    @Override
    public CompletionStage<Void> bind(String application, String prefix, String provider) {
        return host.submit(new Command.Bind(application, prefix, provider));
    }

    @Override
    public CompletionStage<Void> rebind(String application, String prefix, Set<String> providers) {
        return host.submit(new Command.Rebind(application, prefix, Set.copyOf(providers)));
    }

    @Override
    public CompletionStage<Void> unbind(String application, String prefix, String provider) {
        return host.submit(new Command.Unbind(application, prefix, provider));
    }

    @Override
    public CompletionStage<Void> resumeOrders() {
        return host.submit(new Command.ResumeOrders());
    }

    /** Takes no more archives. Does not close the host. */
    @Override
    public void close() {
        uploading.shutdownNow();
    }
}
