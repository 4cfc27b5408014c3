package net.roboconf.cli.internal;

import java.io.PrintWriter;
import net.roboconf.core.dsl.tool.UnusablePathException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself: it has subcommands and does nothing alone. */
@Command(
        name = "roboconf",
        description = "Validates, formats and draws the applications that Roboconf deploys.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All is well; there may be warnings.",
            "1:There are errors, or, for fmt --check, files that are not in canonical style.",
            "2:The command was called wrongly, or PATH does not exist."
        },
        footerHeading = "%nExample:%n",
        footer = "  roboconf validate examples/lamp")
public final class RoboconfCommand {

    /** There are errors in what was given. */
    static final int ERRORS = 1;

    /** It was called wrongly. */
    static final int WRONG_USAGE = 2;

    private RoboconfCommand() {}

    /**
     * The whole command line, ready to be executed.
     *
     * @param coloured whether what it writes to understands escape sequences for colours
     */
    public static CommandLine commandLine(boolean coloured) {
        CommandLine commandLine = new CommandLine(new RoboconfCommand())
                .addSubcommand(new ValidateCommand(coloured))
                .addSubcommand(new FormatCommand(coloured))
                .addSubcommand(new GraphCommand(coloured))
                .addSubcommand(new CompletionCommand());
        commandLine.setColorScheme(Help.defaultColorScheme(coloured ? Help.Ansi.ON : Help.Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(RoboconfCommand::misunderstood);
        commandLine.setExecutionExceptionHandler(RoboconfCommand::refused);
        return commandLine;
    }

    private static int misunderstood(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println(command + ": " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try " + command + " --help.");
        return WRONG_USAGE;
    }

    private static int refused(Exception e, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (e instanceof UnusablePathException) {
            commandLine.getErr().println(commandLine.getCommandSpec().qualifiedName() + ": " + e.getMessage());
            return WRONG_USAGE;
        }
        throw e;
    }
}
