package net.roboconf.dm.internal.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.roboconf.dm.internal.front.FakeManager;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.CommandException;

/** The container's real shell with our commands, in front of a fake. */
final class Shell implements AutoCloseable {

    static final List<Class<?>> COMMANDS = List.of(
            ApplicationCreateCommand.class,
            ApplicationDeleteCommand.class,
            ApplicationsCommand.class,
            BindCommand.class,
            BindingsCommand.class,
            CancelStepCommand.class,
            DeployCommand.class,
            EventsCommand.class,
            ExplainCommand.class,
            ForceUndeployCommand.class,
            FormatCommand.class,
            GraphCommand.class,
            InfoCommand.class,
            InstanceAddCommand.class,
            InstanceRemoveCommand.class,
            InstancesCommand.class,
            LogCommand.class,
            MachineCommand.class,
            RedeployCommand.class,
            RejectedCommand.class,
            ResumeOrdersCommand.class,
            RetryCommand.class,
            StartCommand.class,
            StopCommand.class,
            TargetAssociateCommand.class,
            TargetCheckCommand.class,
            TargetDeleteCommand.class,
            TargetLeaksCommand.class,
            TargetPutCommand.class,
            TargetUploadCommand.class,
            TargetsCommand.class,
            TemplateDeleteCommand.class,
            TemplateUploadCommand.class,
            TemplatesCommand.class,
            UnbindCommand.class,
            UndeployCommand.class,
            ValidateCommand.class);

    private static final List<Class<?>> COMPLETERS = List.of(
            ApplicationCompleter.class,
            BoundProviderCompleter.class,
            ComponentCompleter.class,
            ExternalPrefixCompleter.class,
            InstanceCompleter.class,
            NewNameCompleter.class,
            ProviderCompleter.class,
            TargetCompleter.class,
            TemplateCompleter.class);

    final FakeManager manager = new FakeManager();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ThreadIOImpl io = new ThreadIOImpl();
    private final SessionFactoryImpl factory;
    private final Session session;

    Shell() {
        io.start();
        factory = new SessionFactoryImpl(io);
        factory.getRegistry().register(manager);
        ManagerImpl commands = new ManagerImpl(factory.getRegistry(), factory.getRegistry());
        COMPLETERS.forEach(commands::register);
        COMMANDS.forEach(commands::register);
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        session = factory.create(new ByteArrayInputStream(new byte[0]), out, out);
    }

    /**
     * What a command writes.
     *
     * @param line with numbers in quotes: outside of its container the shell takes them for texts only then
     */
    String run(String line) throws Exception {
        written.reset();
        session.execute(line);
        return written.toString(StandardCharsets.UTF_8);
    }

    /** What the last command has written, also if it was refused. */
    String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** What a command is refused with. */
    String refused(String line) throws Exception {
        try {
            run(line);
        } catch (CommandException e) {
            return e.getMessage();
        }
        throw new AssertionError("'" + line + "' was not refused but wrote " + written);
    }

    /** What could stand for the last word of a line. */
    List<String> complete(String line) {
        String[] words = line.split(" ", -1);
        Completer completer = factory.getRegistry().getCommands().stream()
                .filter(c -> words[0].equals(c.getScope() + ":" + c.getName()))
                .map(c -> Optional.ofNullable(c.getCompleter(false)))
                .findFirst()
                .flatMap(found -> found)
                .orElseThrow();
        List<String> candidates = new ArrayList<>();
        completer.complete(session, new Words(words), candidates);
        return candidates.stream().map(String::strip).toList();
    }

    private record Words(String[] words) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return words.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return words[words.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words;
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }

    @Override
    public void close() {
        session.close();
        factory.stop();
        io.stop();
    }
}
