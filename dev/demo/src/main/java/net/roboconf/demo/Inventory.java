package net.roboconf.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs on the machines of an installation: their agents, and the servers that these look after. */
final class Inventory {

    private static final Set<String> PROGRAMS = Set.of("mariadbd", "java", "apache2");
    private static final String MACHINE = "ROBOCONF_MACHINE";
    private static final String AGENT = "org.apache.karaf.main.Main";

    private final Installation installation;

    Inventory(Installation installation) {
        this.installation = installation;
    }

    /**
     * A server: of Apache the first process, for its workers come and go.
     *
     * @param process its process
     * @param program the name of what it runs
     * @param since when it was started; with the number of the process it tells whether it is still the same
     * @param machine the key of its machine
     */
    record Server(ProcessHandle process, String program, Instant since, String machine) {

        /** An argument that begins like this, without that beginning; null when there is none. */
        String argument(String beginning) {
            for (String argument : process.info().arguments().orElse(new String[0])) {
                if (argument.startsWith(beginning)) {
                    return argument.substring(beginning.length());
                }
            }
            return null;
        }
    }

    /** The agents. */
    List<ProcessHandle> agents() {
        List<ProcessHandle> managers = installation.managerProcesses();
        Set<ProcessHandle> all = installation.processes().running("java").stream()
                .filter(process -> process.info().arguments().stream()
                        .anyMatch(arguments -> List.of(arguments).contains(AGENT)))
                .filter(process ->
                        !managers.contains(process) && !machineOf(process).isEmpty())
                .collect(Collectors.toSet());
        // What one of them has forked looks like it until it runs its own program.
        return all.stream()
                .filter(process -> process.parent().filter(all::contains).isEmpty())
                .sorted()
                .toList();
    }

    /** The agents for people: number, parent and machine of each. */
    static String describe(List<ProcessHandle> agents) {
        return agents.stream()
                .map(agent -> agent.pid() + " below "
                        + agent.parent().map(ProcessHandle::pid).orElse(0L) + " of machine " + machineOf(agent))
                .collect(Collectors.joining(", "));
    }

    /** All that carries the mark of a machine, whatever it is, with that mark. */
    Map<ProcessHandle, String> marked() {
        return installation.processes().all().stream()
                .filter(process -> !machineOf(process).isEmpty())
                .collect(Collectors.toMap(process -> process, Inventory::machineOf));
    }

    /** The key of the machine that a process runs on; empty when it is gone or runs on none. */
    static String machineOf(ProcessHandle process) {
        return MarkedProcesses.variable(process, MACHINE).orElse("");
    }

    /** The servers. */
    List<Server> servers() {
        List<ProcessHandle> agents = agents();
        List<ProcessHandle> managers = installation.managerProcesses();
        return installation.processes().all().stream()
                .filter(process -> !agents.contains(process) && !managers.contains(process))
                .map(Inventory::server)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Server> server(ProcessHandle process) {
        String command = process.info().command().orElse("");
        String program = command.isEmpty() ? "" : Path.of(command).getFileName().toString();
        Optional<Instant> since = process.info().startInstant();
        boolean worker = process.parent()
                .flatMap(parent -> parent.info().command())
                .filter(command::equals)
                .isPresent();
        // A database that is only being made, and a look whether a balancer's configuration is good: steps run these.
        boolean step = Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.equals("--bootstrap") || argument.equals("-t"));
        return PROGRAMS.contains(program) && !worker && !step && since.isPresent()
                ? Optional.of(new Server(process, program, since.get(), machineOf(process)))
                : Optional.empty();
    }

    /** The servers by the number of their process: program and start. Equal when nothing was restarted. */
    Map<Long, String> software() {
        Map<Long, String> software = new TreeMap<>();
        servers().forEach(server -> software.put(server.process().pid(), server.program() + " " + server.since()));
        return software;
    }

    /** How many servers run this program. */
    long count(String program) {
        return servers().stream()
                .filter(server -> server.program().equals(program))
                .count();
    }
}
