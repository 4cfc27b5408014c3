package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Deployment Manager's places in the messaging: the one that is to be used, and those that were left and where agents
 * may still be. What comes from any of them goes to the same inbox; what is sent to a machine goes where it was heard last,
 * and everywhere as long as that is not known.
 *
 * <p>Opened and closed on the control thread alone; messages are sent by any.
 */
final class MessagingLinks implements MessagingLink.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(MessagingLinks.class);

    private static final long ACCOUNTS_RETRY_SECONDS = 5;

    /** What the links need. */
    record Surroundings(
            Inbox inbox,
            AgentCalls calls,
            BlobStore blobStore,
            Rejections rejections,
            TargetRunner targets,
            BooleanSupplier mayAct,
            ScheduledExecutorService scheduler,
            ExecutorService control,
            LongSupplier term) {}

    private record Left(MessagingLink link, AccountRunner accounts) {}

    private final Surroundings around;
    private final AccountRunner accounts;
    private final Map<MachineKey, DmEffect.AccountNeed> needs = new ConcurrentHashMap<>();

    /** Where agents were heard last; only while there are several places. */
    private final Map<MachineKey, MessagingLink> heard = new ConcurrentHashMap<>();

    private final AtomicLong recipeBytesBefore = new AtomicLong();
    private volatile MessagingLink present;
    private volatile Map<MessagingSettings, Left> left = Map.of();
    private volatile Set<String> served = Set.of();
    private volatile String trouble = "No messaging is installed yet";
    private volatile String leftTrouble;

    private final Object saying = new Object();

    /** Guarded by {@link #saying}. */
    private boolean saidLeftConnected;

    // Used on the control thread alone.
    private MessagingLink.Opening wanted;
    private Function<MessagingSettings, MessagingLink.Opening> others = place -> null;
    private Consumer<Messaging> changed = messaging -> {};
    private Collection<MessagingSettings> used = List.of();
    /** Left a moment ago: the engine may not have said yet that this is to be kept open. */
    private final Set<MessagingSettings> justLeft = new LinkedHashSet<>();

    private boolean open;
    private boolean openedBefore;

    MessagingLinks(Surroundings around) {
        this.around = around;
        accounts = new AccountRunner(around.inbox()::put, around.mayAct(), around.targets());
    }

    // On the control thread

    /**
     * Uses this from now on.
     *
     * @param choice what was decided
     * @param told hears of what is opened, and null when it is closed
     */
    void want(MessagingChoice.Decision choice, Consumer<Messaging> told) {
        wanted = choice.opening();
        others = choice.others();
        changed = told;
        trouble = wanted == null ? choice.why() : null;
        tend();
    }

    /** Whether to be in the messaging at all. */
    void setOpen(boolean isOpen) {
        open = isOpen;
        if (isOpen) {
            justLeft.clear();
        }
        tend();
    }

    /** Agents may be at these places, and at no others but the one that is to be used. */
    void keepOpen(Collection<MessagingSettings> places) {
        used = places;
        justLeft.removeAll(places);
        tend();
    }

    /** Opens and closes until all is as it should be. */
    private void tend() {
        try {
            tendPresent();
        } catch (RuntimeException e) {
            refused(e);
        }
        tendLeft();
    }

    private void tendPresent() {
        MessagingLink before = present;
        MessagingLink.Opening next = open ? wanted : null;
        if (before != null && next != null && before.isOf(next)) {
            return;
        }
        if (before != null) {
            present = null;
            accounts.use(null, () -> {});
            changed.accept(null);
            if (next != null && before.wasConnected() && !before.place().equals(next.place())) {
                leave(before);
            } else {
                close(before);
            }
        }
        if (next != null) {
            closeLeft(next.place());
            enter(next);
        }
    }

    /** Goes on hearing where something else was to be used until now. */
    private void leave(MessagingLink link) {
        LOG.info("{} is left; it is kept open until all agents have come along", link.place());
        justLeft.add(link.place());
        keep(link, () -> {});
        link.leave();
    }

    private void enter(MessagingLink.Opening next) {
        MessagingLink made = make(next, false);
        present = made;
        trouble = null;
        if (openedBefore) {
            around.inbox().put(new DmEvent.AccountsLost());
        }
        openedBefore = true;
        if (next.waitsForAccounts()) {
            accounts.use(made.accounts(), () -> soon(() -> enterPresent(made)));
        } else {
            accounts.use(made.accounts(), () -> {});
            enterPresent(made);
        }
    }

    private void enterPresent(MessagingLink made) {
        if (present != made) {
            return;
        }
        try {
            made.open(around.term().getAsLong());
            serve(made);
            changed.accept(made.messaging());
        } catch (RuntimeException e) {
            refused(e);
        }
    }

    private void refused(RuntimeException e) {
        trouble = "The messaging cannot be used: " + e.getMessage();
        LOG.error("{}", trouble);
        LOG.debug("It failed here", e);
    }

    private MessagingLink make(MessagingLink.Opening opening, boolean isLeft) {
        return new MessagingLink(
                opening,
                isLeft,
                around.inbox(),
                around.calls(),
                new BlobServer(around.blobStore(), around.rejections()),
                around.rejections(),
                this);
    }

    private void tendLeft() {
        Set<MessagingSettings> kept = new LinkedHashSet<>();
        if (open) {
            kept.addAll(used);
            kept.addAll(justLeft);
            MessagingLink now = present;
            if (now != null) {
                kept.remove(now.place());
            }
        }
        left.keySet().stream().filter(place -> !kept.contains(place)).toList().forEach(this::closeLeft);
        List<String> unavailable = new ArrayList<>();
        for (MessagingSettings place : kept) {
            MessagingLink.Opening opening = others.apply(place);
            Left there = left.get(place);
            if (there != null && (opening == null || !there.link().isOf(opening))) {
                closeLeft(place);
                there = null;
            }
            if (opening == null) {
                unavailable.add(place.where());
            } else if (there == null) {
                openLeft(opening);
            }
        }
        leftTrouble = unavailable.isEmpty() || wanted == null
                ? null
                : "Agents may still be at " + String.join(", ", unavailable)
                        + ", which is not there: they cannot come along. For embedded: enabled = true in"
                        + " etc/net.roboconf.broker.cfg; for others: install the bundle again";
        leftChanged();
    }

    private void openLeft(MessagingLink.Opening opening) {
        try {
            MessagingLink made = make(opening, true);
            LOG.info("{} is entered, for agents that may still be there", made.place());
            if (opening.waitsForAccounts()) {
                keep(made, () -> soon(() -> enterLeft(made)));
            } else {
                keep(made, () -> {});
                enterLeft(made);
            }
        } catch (RuntimeException e) {
            LOG.error("{} cannot be entered: {}", opening.place(), e.getMessage());
            LOG.debug("It failed here", e);
        }
    }

    private void enterLeft(MessagingLink made) {
        Left there = left.get(made.place());
        if (there != null && there.link() == made) {
            made.open(around.term().getAsLong());
            serve(made);
        }
    }

    private void keep(MessagingLink link, Runnable asked) {
        AccountRunner runner =
                new AccountRunner(answer -> repeatLater(link.place(), answer), around.mayAct(), around.targets());
        Map<MessagingSettings, Left> all = new LinkedHashMap<>(left);
        all.put(link.place(), new Left(link, runner));
        left = all;
        if (link.forgetsAccounts()) {
            runner.ensure(List.copyOf(needs.values()));
        }
        runner.use(link.accounts(), asked);
    }

    private void repeatLater(MessagingSettings place, DmEvent answer) {
        if (answer instanceof DmEvent.AccountsFailed failed) {
            around.scheduler()
                    .schedule(() -> repeat(place, failed.machines()), ACCOUNTS_RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void repeat(MessagingSettings place, Set<MachineKey> machines) {
        Left there = left.get(place);
        if (there != null) {
            there.accounts()
                    .ensure(machines.stream()
                            .filter(needs::containsKey)
                            .map(needs::get)
                            .toList());
            there.accounts()
                    .revoke(machines.stream()
                            .filter(machine -> !needs.containsKey(machine))
                            .collect(Collectors.toSet()));
        }
    }

    private void closeLeft(MessagingSettings place) {
        Map<MessagingSettings, Left> rest = new LinkedHashMap<>(left);
        Left gone = rest.remove(place);
        if (gone != null) {
            left = rest;
            gone.accounts().close();
            close(gone.link());
            LOG.info("{} was left, and is closed", place);
        }
    }

    private void close(MessagingLink link) {
        link.close();
        recipeBytesBefore.addAndGet(link.recipeBytes());
        heard.values().removeIf(link::equals);
    }

    private void soon(Runnable work) {
        try {
            around.control().execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The Deployment Manager stops; the broker is not entered", e);
        }
    }

    // By any thread

    @Override
    public void heard(MessagingLink link, MachineKey machine) {
        if (!left.isEmpty()) {
            heard.put(machine, link);
        }
    }

    @Override
    public void leftChanged() {
        synchronized (saying) {
            Collection<Left> all = left.values();
            boolean connected =
                    !all.isEmpty() && all.stream().allMatch(each -> each.link().isConnected());
            if (connected != saidLeftConnected) {
                saidLeftConnected = connected;
                around.inbox().put(new DmEvent.LeftConnected(connected));
            }
        }
    }

    /** Tells the engine how things are: it begins. */
    void tellEngine() {
        MessagingLink now = present;
        if (now != null && now.isConnected()) {
            around.inbox().put(new DmEvent.Entered(now.place()));
            around.inbox().put(new DmEvent.Connected());
        }
        synchronized (saying) {
            // It takes everything for cut off.
            saidLeftConnected = false;
            leftChanged();
        }
    }

    /** Hands a message over where it may be heard; false when there is no such place. */
    boolean publish(Address to, Message message) {
        boolean any = false;
        for (MessagingLink link : waysTo(to)) {
            Messaging messaging = link.messaging();
            if (messaging != null) {
                messaging.publish(to, message);
                any = true;
            }
        }
        return any;
    }

    private List<MessagingLink> waysTo(Address to) {
        MessagingLink now = present;
        if (left.isEmpty()) {
            return now == null ? List.of() : List.of(now);
        }
        if (to instanceof Address.Machine machine) {
            MessagingLink last = heard.get(machine.machine());
            if (last != null) {
                return List.of(last);
            }
        }
        List<MessagingLink> ways = new ArrayList<>();
        left.values().stream()
                .map(Left::link)
                .filter(MessagingLink::isConnected)
                .forEach(ways::add);
        // Who goes from one place to the other asks anew: only where agents are to be must nothing be missed.
        if (now != null && (ways.isEmpty() || now.isConnected() || !(to instanceof Address.Machine))) {
            ways.add(now);
        }
        return ways;
    }

    /** Whether messages to a machine can pass. */
    boolean reaches(MachineKey machine) {
        return waysTo(new Address.Machine(machine)).stream().anyMatch(MessagingLink::isConnected);
    }

    /** Tells an agent where to meet, unless something else is to be used by now. */
    void relocate(DmEffect.Relocate effect) {
        MessagingLink now = present;
        if (now == null || !now.place().equals(effect.to())) {
            return;
        }
        Accounts.Account account = effect.account();
        MessagingSettings to = new MessagingSettings(now.type(), now.accounts().settingsFor(account));
        publish(new Address.Machine(account.machine()), new Relocate(account.machine(), effect.number(), to));
    }

    /** The agents of these applications, and no others, need a place to talk to each other. */
    void serve(Set<String> applications) {
        served = applications;
        MessagingLink now = present;
        if (now != null) {
            serve(now);
        }
        left.values().forEach(each -> serve(each.link()));
    }

    /** Called by two threads: the later call tells of the later ones. */
    private void serve(MessagingLink link) {
        synchronized (link) {
            Messaging messaging = link.messaging();
            if (messaging != null) {
                messaging.serve(served);
            }
        }
    }

    void ensureAccounts(List<DmEffect.AccountNeed> wantedAccounts) {
        wantedAccounts.forEach(need -> needs.put(need.account().machine(), need));
        accounts.ensure(wantedAccounts);
        left.values().stream().filter(each -> each.link().forgetsAccounts()).forEach(each -> each.accounts()
                .ensure(wantedAccounts));
    }

    void revokeAccounts(Set<MachineKey> machines) {
        needs.keySet().removeAll(machines);
        heard.keySet().removeAll(machines);
        accounts.revoke(machines);
        left.values().forEach(each -> each.accounts().revoke(machines));
    }

    /** Forgets what waits: the engine that asked is no more. */
    void clearAccounts() {
        needs.clear();
        accounts.clear();
        left.values().forEach(each -> each.accounts().clear());
    }

    /** A target came. */
    void lookAtAccounts() {
        accounts.look();
        left.values().forEach(each -> each.accounts().look());
    }

    /** The place that is to be used; null while there is none. */
    MessagingLink present() {
        return present;
    }

    long published() {
        long sum = published(present);
        for (Left each : left.values()) {
            sum += published(each.link());
        }
        return sum;
    }

    private static long published(MessagingLink link) {
        Messaging messaging = link == null ? null : link.messaging();
        return messaging == null ? 0 : messaging.published();
    }

    long recipeBytes() {
        long sum = recipeBytesBefore.get();
        MessagingLink now = present;
        if (now != null) {
            sum += now.recipeBytes();
        }
        for (Left each : left.values()) {
            sum += each.link().recipeBytes();
        }
        return sum;
    }

    /** What is wrong, for people. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        String now = trouble;
        if (now != null) {
            troubles.add(now);
        }
        String before = leftTrouble;
        if (before != null) {
            troubles.add(before);
        }
        MessagingLink link = present;
        if (link != null && !link.isConnected() && !left.isEmpty()) {
            troubles.add("There is no connection to " + link.place().where() + " yet"
                    + (link.why().isEmpty() ? "" : " (" + link.why() + ")") + "; until there is, agents are met at "
                    + left.keySet().stream().map(MessagingSettings::where).collect(Collectors.joining(", ")));
        }
        return troubles;
    }

    /** Ends the threads. The links are closed before, by {@link #setOpen}. */
    void close() {
        accounts.close();
    }
}
