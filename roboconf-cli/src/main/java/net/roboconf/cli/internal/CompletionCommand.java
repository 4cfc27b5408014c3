package net.roboconf.cli.internal;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Teaches a shell to complete the command. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete this command with the Tab key.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(roboconf completion bash)    # in ~/.bashrc",
            "  source <(roboconf completion zsh)     # in ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells that are understood. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** One script serves both shells: zsh has a mode for the completions of bash, which the script switches on. */
    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(AutoComplete.bash("roboconf", spec.parent().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
