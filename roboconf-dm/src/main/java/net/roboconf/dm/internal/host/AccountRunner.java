package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and removes accounts on the broker, on a thread of its own: what came together while it was busy is one batch.
 * What needs an account waits until the target of its machine, which knows whether it does, and the messaging are there.
 */
final class AccountRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRunner.class);

    private final Consumer<DmEvent> answers;
    private final BooleanSupplier mayAct;
    private final TargetRunner targets;
    private final Thread thread = new Thread(this::run, "roboconf-dm-accounts");
    private final Map<MachineKey, DmEffect.AccountNeed> toEnsure = new LinkedHashMap<>();
    private final Set<MachineKey> toRevoke = new LinkedHashSet<>();

    /** Whether machines of which an account is asked for need one. */
    private final Map<MachineKey, Boolean> answered = new HashMap<>();

    /** The targets that a thread is in, each with whether it has been waited for too long. */
    private final Map<InstalledTarget, Boolean> asked = new IdentityHashMap<>();

    private Accounts accounts;

    /** Nothing was asked of the broker yet: it may wait for a first word, be there accounts or not. Then this is done. */
    private Runnable whenAsked;

    private boolean changed;
    private boolean closed;

    /** @param mayAct asked before the broker is */
    AccountRunner(Consumer<DmEvent> answers, BooleanSupplier mayAct, TargetRunner targets) {
        this.answers = answers;
        this.mayAct = mayAct;
        this.targets = targets;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Uses these accounts from now on; null for none.
     *
     * @param asked done on the accounts' thread when the broker was asked for the first time, whatever it answered
     */
    synchronized void use(Accounts newAccounts, Runnable asked) {
        accounts = newAccounts;
        whenAsked = newAccounts == null ? null : asked;
        look();
    }

    synchronized void ensure(List<DmEffect.AccountNeed> needs) {
        for (DmEffect.AccountNeed need : needs) {
            toRevoke.remove(need.account().machine());
            answered.remove(need.account().machine());
            toEnsure.put(need.account().machine(), need);
        }
        look();
    }

    synchronized void revoke(Set<MachineKey> machines) {
        toEnsure.keySet().removeAll(machines);
        answered.keySet().removeAll(machines);
        toRevoke.addAll(machines);
        look();
    }

    /** Forgets what waits: the engine that asked is no more. */
    synchronized void clear() {
        toEnsure.clear();
        answered.clear();
        toRevoke.clear();
    }

    /** Looks again at what waits: something has changed. */
    synchronized void look() {
        changed = true;
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                Batch batch = next();
                // What the engine that is no more asked for is asked for again by the next one.
                if (mayAct.getAsBoolean()) {
                    batch.run(answers);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("No more accounts are made");
        }
    }

    private synchronized Batch next() throws InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedException();
            }
            if (changed) {
                changed = false;
                Batch batch = batch();
                if (!batch.isEmpty()) {
                    return batch;
                }
            }
            wait();
        }
    }

    private Batch batch() {
        Set<MachineKey> without = new LinkedHashSet<>();
        List<Accounts.Account> with = new ArrayList<>();
        Map<String, List<DmEffect.AccountNeed>> toAsk = new LinkedHashMap<>();
        for (DmEffect.AccountNeed need : toEnsure.values()) {
            // Without messaging there is nothing to tell a new machine's agent, whether it needs an account or not.
            if (accounts == null) {
                continue;
            }
            MachineKey machine = need.account().machine();
            Boolean needs = answered.get(machine);
            if (needs == null) {
                toAsk.computeIfAbsent(need.handler(), handler -> new ArrayList<>())
                        .add(need);
            } else if (!needs) {
                without.add(machine);
            } else {
                with.add(need.account());
            }
        }
        boolean waits = false;
        for (Map.Entry<String, List<DmEffect.AccountNeed>> each : toAsk.entrySet()) {
            waits |= ask(each.getKey(), each.getValue());
        }
        toEnsure.keySet().removeAll(without);
        with.forEach(account -> toEnsure.remove(account.machine()));
        answered.keySet().retainAll(toEnsure.keySet());
        Set<MachineKey> gone = accounts == null ? Set.of() : Set.copyOf(toRevoke);
        toRevoke.removeAll(gone);
        // A broker that opens its port now must know all that are wanted: they would be turned away.
        Runnable first = waits ? null : whenAsked;
        whenAsked = waits ? whenAsked : null;
        return new Batch(accounts, first, without, with, gone);
    }

    /**
     * Asks a target about all machines at once that it has to make, unless it is being asked already.
     *
     * @return whether its answer will come
     */
    private boolean ask(String handler, List<DmEffect.AccountNeed> needs) {
        InstalledTarget target = targets.target(handler);
        if (target == null) {
            return false;
        }
        if (asked.containsKey(target)) {
            boolean stuck = asked.get(target);
            if (stuck) {
                failed(handler, needs, "it has not returned from an earlier question yet");
            }
            return !stuck;
        }
        asked.put(target, false);
        targets.ask(
                        target,
                        it -> {
                            Map<MachineKey, Boolean> said = new HashMap<>();
                            needs.forEach(
                                    need -> said.put(need.account().machine(), it.needsAccount(need.properties())));
                            return said;
                        },
                        () -> returned(target))
                .whenComplete((said, failure) -> told(target, needs, said, failure));
        return true;
    }

    private synchronized void told(
            InstalledTarget target,
            List<DmEffect.AccountNeed> needs,
            Map<MachineKey, Boolean> said,
            Throwable failure) {
        if (failure != null) {
            asked.computeIfPresent(target, (same, stuck) -> true);
            failed(target.handler(), needs, failure instanceof TimeoutException ? failure.getMessage() : "" + failure);
            look();
            return;
        }
        for (DmEffect.AccountNeed need : needs) {
            MachineKey machine = need.account().machine();
            // It may have been forgotten meanwhile, or asked for anew.
            if (toEnsure.get(machine) == need) {
                answered.put(machine, said.get(machine));
            }
        }
        look();
    }

    private synchronized void returned(InstalledTarget target) {
        asked.remove(target);
        look();
    }

    private void failed(String handler, List<DmEffect.AccountNeed> needs, String why) {
        Set<MachineKey> machines = new LinkedHashSet<>();
        for (DmEffect.AccountNeed need : needs) {
            if (toEnsure.remove(need.account().machine(), need)) {
                machines.add(need.account().machine());
            }
        }
        answers.accept(new DmEvent.AccountsFailed(
                machines, "the target '" + handler + "' does not say whether its machines need one: " + why));
    }

    private record Batch(
            Accounts accounts,
            Runnable first,
            Set<MachineKey> without,
            List<Accounts.Account> with,
            Set<MachineKey> gone) {

        boolean isEmpty() {
            return first == null && without.isEmpty() && with.isEmpty() && gone.isEmpty();
        }

        void run(Consumer<DmEvent> answers) {
            if (!without.isEmpty()) {
                answers.accept(new DmEvent.AccountsEnsured(without));
            }
            if (!with.isEmpty() || first != null) {
                // The embedded broker opens its port at this, even when only agents inside this process will use it.
                Set<MachineKey> keys = new LinkedHashSet<>();
                with.forEach(account -> keys.add(account.machine()));
                carryOut(answers, keys, new DmEvent.AccountsEnsured(keys), () -> accounts.ensure(with));
            }
            if (first != null) {
                first.run();
            }
            if (!gone.isEmpty()) {
                carryOut(answers, gone, new DmEvent.AccountsRevoked(gone), () -> accounts.revoke(gone));
            }
        }

        private static void carryOut(Consumer<DmEvent> answers, Set<MachineKey> keys, DmEvent done, Work work) {
            try {
                work.run();
                answers.accept(done);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Accounts on the broker: {}; it is tried again", e.getMessage());
                LOG.debug("The broker did not do it", e);
                answers.accept(new DmEvent.AccountsFailed(keys, String.valueOf(e.getMessage())));
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
