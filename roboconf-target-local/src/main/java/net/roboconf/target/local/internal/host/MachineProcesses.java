package net.roboconf.target.local.internal.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Ending;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.RunningProcess;

/**
 * Ends everything that runs on a machine. A process runs on it when
 *
 * <ul>
 *   <li>it carries the machine's mark, which the agent hands on to all that it starts, or is below one that does;
 *   <li>it listens on the machine's address: a daemon that was started with a cleared environment;
 *   <li>it has a file in the machine's folder open for writing: one that does not even listen.
 * </ul>
 *
 * <p>One that carries the mark of another machine runs on that one, whatever it listens on: two machines can have one
 * address, when the second was made while the Deployment Manager of the first did not run.
 *
 * <p>The agent goes first, and soon: nothing that it knows is needed any more, and it must not bring back what is ended.
 */
public final class MachineProcesses {

    /** Each round finds what the round before has uncovered or missed; one is enough nearly always. */
    private static final int ROUNDS = 5;

    private final Path proc;
    private final ProcessTable table;
    private final HostSockets sockets;
    private final Ending agents;
    private final Ending ending;

    /**
     * Ends the processes of machines.
     *
     * @param agents ends agents
     * @param ending ends everything else
     */
    public MachineProcesses(Path proc, ProcessTable table, Ending agents, Ending ending) {
        this.proc = proc;
        this.table = table;
        this.sockets = new HostSockets(proc);
        this.agents = agents;
        this.ending = ending;
    }

    /**
     * Ends them all; returns when none runs any more.
     *
     * @param address null when it is not known
     * @throws IOException when one cannot be ended
     */
    public void end(MachineKey key, String address, Path folder) throws IOException {
        Mark mark = new Mark(MachineEnvironment.MACHINE, key.value());
        // What is below the agent without a mark of its own is not found any more once the agent is gone.
        Set<ProcessHandle> below =
                marked(table.read(), mark).stream().map(RunningProcess::handle).collect(Collectors.toSet());
        Mark agent = AgentMark.of(key);
        agents.end(
                all -> all.stream()
                        .filter(process -> table.carries(process, agent))
                        .toList(),
                () -> {});
        Set<ProcessHandle> left = Set.of();
        for (int round = 0; round < ROUNDS; round++) {
            Set<RunningProcess> found = find(mark, address, folder, below);
            if (found.isEmpty()) {
                return;
            }
            left = ending.end(
                    all -> {
                        Set<RunningProcess> again = new HashSet<>(found);
                        again.addAll(marked(all, mark));
                        return again;
                    },
                    () -> {});
        }
        if (!left.isEmpty()) {
            throw new IOException("These processes of machine " + key + " cannot be ended: "
                    + left.stream().map(ProcessHandle::pid).sorted().toList());
        }
    }

    private Set<RunningProcess> find(Mark mark, String address, Path folder, Set<ProcessHandle> known) {
        List<RunningProcess> all = table.read();
        Set<String> links = new HashSet<>();
        if (address != null) {
            sockets.listening(address).forEach(inode -> links.add("socket:[" + inode + "]"));
        }
        Set<RunningProcess> found = new HashSet<>(marked(all, mark));
        for (RunningProcess process : all) {
            if (known.contains(process.handle())) {
                found.add(process);
            } else if (!found.contains(process)
                    && process.pid() != ProcessHandle.current().pid()
                    && !table.carriesOther(process, mark)
                    && holds(process, links, folder)) {
                found.add(process);
            }
        }
        return found;
    }

    private Set<RunningProcess> marked(List<RunningProcess> all, Mark mark) {
        return ProcessTable.withDescendants(all, process -> table.carries(process, mark));
    }

    private boolean holds(RunningProcess process, Set<String> links, Path folder) {
        Path files = proc.resolve(Long.toString(process.pid())).resolve("fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(files)) {
            for (Path descriptor : descriptors) {
                String link = Files.readSymbolicLink(descriptor).toString();
                if (links.contains(link) || link.startsWith(folder + "/") && isWriting(process, descriptor)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    private boolean isWriting(RunningProcess process, Path descriptor) throws IOException {
        Path info = proc.resolve(Long.toString(process.pid()))
                .resolve("fdinfo")
                .resolve(descriptor.getFileName().toString());
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags:"))
                // The last octal digit is 0 for reading, 1 for writing, 2 for both.
                .anyMatch(line -> !line.strip().endsWith("0") && !line.strip().endsWith("4"));
    }
}
