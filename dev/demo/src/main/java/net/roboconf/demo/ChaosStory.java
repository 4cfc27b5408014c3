package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Real faults on real processes: the lamp example with separate agent processes and a RabbitMQ node of its own, and round
 * after round a fault at some moment: at rest, while it is scaled, deployed or undeployed. Each round ends with the same
 * {@link Invariants}. Prints a line for each, and at the end {@code N passed, N failed}.
 *
 * <p>Only {@code dev/chaos} may start it: it must be in namespaces of its own, where it cuts the network, mounts a small disk
 * and turns clocks.
 *
 * <p>Arguments: the folder of an installation that does not exist yet, the checkout, how many rounds, the seed, the first
 * round. The property {@code chaos.faketime} is the library that turns clocks.
 */
public final class ChaosStory {

    /** When a fault comes. */
    private enum Moment {
        AT_REST(5, "at rest"),
        SCALING_OUT(4, "scaling out"),
        SCALING_IN(4, "scaling in"),
        DEPLOYING(2, "deploying"),
        UNDEPLOYING(1, "undeploying");

        private final int weight;
        private final String words;

        Moment(int weight, String words) {
            this.weight = weight;
            this.words = words;
        }
    }

    private static final int TOMCATS = 2;
    private static final int MOST_TOMCATS = 4;
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(4);

    /** So that silence has consequences within a round. */
    private static final Map<String, String> MANAGER = Map.of("silence.withdraw-after", "20");

    private final Installation installation;
    private final Inventory inventory;
    private final Path checkout;
    private final Broker broker;
    private final long seed;
    private final Checks checks = new Checks(System.out);
    private Lamp lamp;

    private ChaosStory(Path folder, Path checkout, long seed) {
        this.installation = new Installation(folder);
        this.inventory = new Inventory(installation);
        this.checkout = checkout;
        this.broker = new Broker(checkout, folder.resolve("rabbitmq"));
        this.seed = seed;
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        if (System.getenv("ROBOCONF_CHAOS_NAMESPACES") == null) {
            System.err.println("Only dev/chaos may start this: it cuts networks, fills disks and turns clocks.");
            System.exit(2);
        }
        ChaosStory story = new ChaosStory(Path.of(args[0]), Path.of(args[1]), Long.parseLong(args[3]));
        int first = Integer.parseInt(args[4]);
        try {
            story.prepare();
            for (int round = first; round < first + Integer.parseInt(args[2]); round++) {
                story.round(round);
            }
        } catch (Trouble e) {
            story.checks.check("it goes on: " + e.getMessage(), false);
        } finally {
            story.end();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void prepare() throws IOException {
        Path agent = installation.folder().resolve("agent");
        Files.createDirectories(agent);
        Shell.run(
                "tar",
                "-xzf",
                Demo.archive(checkout, "karaf-dist-agent").toString(),
                "--strip-components=1",
                "-C",
                agent.toString());
        // In the folder of the base, which each agent has for itself, is its clock.
        wrap(
                agent,
                "$KARAF_BASE/clock",
                "IFS=. read -r _ _ net host <<A\n$ROBOCONF_ADDRESS\nA\ngroup=$((" + Faults.FIRST_GROUP
                        + " + net * 256 + host))");
        Map<String, Map<String, String>> configuration = Demo.configuration(broker.start());
        configuration.put("net.roboconf.dm.cfg", with(configuration.get("net.roboconf.dm.cfg"), MANAGER));
        configuration.put("net.roboconf.target.local.cfg", Map.of("agent.distribution", agent.toString()));
        installation.prepare(Demo.archive(checkout, "karaf-dist-dm"), agent, configuration);
        wrap(installation.home(), Faults.clock(installation).toString(), "group=" + Faults.FIRST_GROUP);
        Path store = installation.home().resolve("data/roboconf");
        Files.createDirectories(store);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=48m,mode=700", "chaos", store.toString());
        installation.start();
        lamp = new Lamp(installation.rest());
        lamp.upload(checkout.resolve("examples/lamp"), installation.folder().resolve("lamp.zip"));
        lamp.create();
        lamp.deploy();
        wellWithin("deployed, and all is well");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Gives what a distribution runs a clock that can be turned, and a group by which the firewall knows it. */
    private static void wrap(Path home, String clock, String group) throws IOException {
        Path launcher = home.resolve("bin/karaf");
        Files.move(launcher, home.resolve("bin/karaf.real"));
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                %s
                FAKETIME_TIMESTAMP_FILE="%s"
                [ -e "$FAKETIME_TIMESTAMP_FILE" ] || echo +0 > "$FAKETIME_TIMESTAMP_FILE"
                # The clocks that only ever go forward are left alone: they do on a machine whose time is set, too.
                export FAKETIME_TIMESTAMP_FILE LD_PRELOAD="%s" FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0
                export FAKETIME_CACHE_DURATION=1 FAKETIME_ONLY_CMDS=java
                exec setpriv --regid "$group" --keep-groups "${0%%/*}/karaf.real" "$@"
                """
                        .formatted(group, clock, System.getProperty("chaos.faketime")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void round(int number) {
        // Each round has its own, so that it can be repeated alone. Seeds that are close give numbers that are close
        // unless they are mixed before.
        Random random = new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
        Moment moment = pick(
                random,
                Moment.values(),
                Arrays.stream(Moment.values()).mapToInt(m -> m.weight).toArray());
        Faults.Kind kind = pick(
                random,
                Faults.Kind.values(),
                Arrays.stream(Faults.Kind.values()).mapToInt(k -> k.weight).toArray());
        Duration later = Duration.ofMillis(random.nextInt(moment == Moment.DEPLOYING ? 14_000 : 5_000));
        moment = ready(moment);
        boolean hitsSoftware = kind == Faults.Kind.DATABASE_KILLED;
        boolean stays = moment != Moment.DEPLOYING && moment != Moment.UNDEPLOYING && !hitsSoftware;
        Map<Long, String> before = inventory.software();
        Set<Long> leaving = new TreeSet<>();
        Visitors visitors = stays ? new Visitors(lamp.address()) : null;
        List<String> wrong = new ArrayList<>();
        String what = "";
        long over = 0;
        try {
            order(moment, random, leaving);
            Checks.pause(later);
            what = new Faults(installation, broker, random).strike(kind);
            over = System.nanoTime();
            wrong.addAll(settle());
            if (hitsSoftware || !wrong.isEmpty()) {
                // The first look may come before the death was noticed.
                Checks.pause(Duration.ofSeconds(wrong.isEmpty() ? 3 : 0));
                wrong.addAll(wrong.isEmpty() ? settle() : List.of());
            }
        } catch (Trouble e) {
            wrong.add(e.getMessage());
        }
        double took = (System.nanoTime() - (over == 0 ? System.nanoTime() : over)) / 1e9;
        String served = "";
        if (visitors != null) {
            visitors.end();
            served = String.format(
                    ", %d pages, %d missing",
                    visitors.requests(), visitors.failures().size());
            visitors.failures().stream().limit(5).forEach(failure -> wrong.add("a page was missing: " + failure));
            wrong.addAll(restarted(before, leaving));
        }
        checks.check(
                String.format(
                        "round %d, %s: after %s %s; well again %.1f s later%s",
                        number, moment.words, Faults.seconds(later), what.isEmpty() ? kind : what, took, served),
                wrong.isEmpty());
        if (!wrong.isEmpty()) {
            wrong.forEach(one -> System.out.println("       " + one));
            System.out.println("       again: dev/chaos --seed " + seed + " --first " + number + " --rounds 1");
            keepLogs(number);
            if (!settle().isEmpty()) {
                throw new Trouble("it has not become well again");
            }
        }
        if (moment == Moment.UNDEPLOYING) {
            lamp = new Lamp(installation.rest());
            lamp.deploy();
            wellWithin("     deployed again");
        }
    }

    /** Brings the application into a state in which this can be done, or chooses the opposite. */
    private Moment ready(Moment moment) {
        lamp = new Lamp(installation.rest());
        int tomcats = lamp.tomcats().size();
        switch (moment) {
            case SCALING_OUT -> {
                return tomcats < MOST_TOMCATS ? moment : Moment.SCALING_IN;
            }
            case SCALING_IN -> {
                return tomcats > TOMCATS ? moment : Moment.SCALING_OUT;
            }
            case DEPLOYING -> {
                lamp.undeploy();
                wellWithin("     undeployed");
                return moment;
            }
            default -> {
                return moment;
            }
        }
    }

    private void order(Moment moment, Random random, Set<Long> leaving) {
        switch (moment) {
            case SCALING_OUT -> {
                if (random.nextInt(3) == 0) {
                    lamp.addTomcatOn("/tomcat-vm-1", "second-" + random.nextInt(1_000_000));
                } else {
                    lamp.addTomcat();
                }
            }
            case SCALING_IN -> {
                List<Lamp.Instance> tomcats = lamp.tomcats();
                // Those of the start stay: they are what the others are counted from.
                Lamp.Instance last = tomcats.stream()
                        .filter(tomcat -> !tomcat.path().matches("/tomcat-vm-[12]/tomcat"))
                        .findFirst()
                        .orElseThrow(() -> new Trouble("There is no Tomcat to be removed"));
                inventory.servers().stream()
                        .filter(server -> last.path().equals(pathOf(server)))
                        .forEach(server -> leaving.add(server.process().pid()));
                String machine = last.path().substring(0, last.path().lastIndexOf('/'));
                lamp.remove(machine.equals("/tomcat-vm-1") ? last.path() : machine);
            }
            case DEPLOYING -> lamp.deploy();
            case UNDEPLOYING -> lamp.undeploy();
            case AT_REST -> {
                // Nothing is under way.
            }
        }
    }

    private static String pathOf(Inventory.Server server) {
        return MarkedProcesses.variable(server.process(), "ROBOCONF_INSTANCE_PATH")
                .orElse("");
    }

    /** Waits until all is well for good; what is wrong when it does not come to that. */
    private List<String> settle() {
        List<String> wrong = new ArrayList<>();
        BooleanSupplier isWell = () -> {
            wrong.clear();
            wrong.addAll(Invariants.broken(installation));
            return wrong.isEmpty();
        };
        Installation.await(SETTLES_WITHIN, isWell);
        return wrong;
    }

    private void wellWithin(String what) {
        List<String> wrong = settle();
        if (!wrong.isEmpty()) {
            throw new Trouble(what.strip() + ": no, but " + String.join("; ", wrong));
        }
    }

    /** What was fine runs on as it was, but for what was to go. */
    private List<String> restarted(Map<Long, String> before, Set<Long> leaving) {
        Map<Long, String> now = inventory.software();
        return before.entrySet().stream()
                .filter(server -> !leaving.contains(server.getKey()))
                .filter(server -> !server.getValue().equals(now.get(server.getKey())))
                .map(server -> server.getValue() + " was ended or restarted, and nothing was wrong with it")
                .toList();
    }

    private static <T> T pick(Random random, T[] values, int[] weights) {
        int left = random.nextInt(Arrays.stream(weights).sum());
        int i = 0;
        while (left >= weights[i]) {
            left -= weights[i];
            i++;
        }
        return values[i];
    }

    private void keepLogs(int number) {
        Path kept = checkout.resolve(".verify/chaos-" + seed + "-" + number);
        Shell.run("mkdir", "-p", kept.toString());
        Shell.run(
                "cp",
                "-r",
                installation.home().resolve("data/log").toString(),
                kept.resolve("dm").toString());
        try (var machines = Files.list(installation.home().resolve("machines"))) {
            for (Path machine :
                    machines.filter(m -> Files.exists(m.resolve("data/log"))).toList()) {
                Shell.run(
                        "cp",
                        "-r",
                        machine.resolve("data/log").toString(),
                        kept.resolve(machine.getFileName()).toString());
            }
        } catch (IOException e) {
            System.out.println("       logs were not kept: " + e);
        }
        System.out.println("       logs: " + kept);
    }

    private void end() {
        try {
            if (installation.isUp() && lamp != null) {
                lamp = new Lamp(installation.rest());
                lamp.undeploy();
                List<String> wrong = settle();
                checks.check("at the end everything is undeployed, and nothing is left: " + wrong, wrong.isEmpty());
                lamp.delete();
            }
        } catch (Trouble e) {
            checks.check("it ends in good order: " + e.getMessage(), false);
        }
        if (installation.exists()) {
            installation.stop();
        }
        List<ProcessHandle> left = installation.processes().all();
        checks.check(
                "no process is left, of "
                        + left.stream()
                                .map(process -> process.info().toString())
                                .collect(Collectors.joining(", ")),
                left.isEmpty());
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
