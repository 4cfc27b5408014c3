package net.roboconf.plugin.logger.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Imported;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each step, into the instance's log and into the agent's, and succeeds:
 *
 * <pre>/vm/tomcat: start, imports 2 (MySQL 1, Tomcat 1), exports 1 (Tomcat.port)</pre>
 *
 * <p>Values are left out, because some are passwords.
 */
@Component(name = "roboconf-plugin-logger", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class LoggerPlugin implements Plugin {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerPlugin.class);

    @Override
    public Set<String> installers() {
        return Set.of("logger");
    }

    /** It needs nothing of a recipe. */
    @Override
    public boolean reads(String file) {
        return false;
    }

    @Override
    public void deploy(StepContext context) {
        write(context, Step.DEPLOY, "");
    }

    @Override
    public void start(StepContext context) {
        write(context, Step.START, "");
    }

    @Override
    public void update(StepContext context, ImportChange change) {
        write(
                context,
                Step.UPDATE,
                " (" + change.prefix() + " of " + change.imported().path()
                        + (change.present() ? " came or changed)" : " left)"));
    }

    @Override
    public void reconfigure(StepContext context) {
        write(context, Step.RECONFIGURE, "");
    }

    @Override
    public void stop(StepContext context) {
        write(context, Step.STOP, "");
    }

    @Override
    public void undeploy(StepContext context) {
        write(context, Step.UNDEPLOY, "");
    }

    private static void write(StepContext context, Step step, String details) {
        String line = context.path() + ": " + step.recipeName() + details + ", " + imports(context.imports()) + ", "
                + exports(context.exports());
        context.log().line(line);
        LOG.info(line);
    }

    private static String imports(Map<String, List<Imported>> imports) {
        int count = imports.values().stream().mapToInt(List::size).sum();
        StringBuilder prefixes = new StringBuilder();
        new TreeMap<>(imports).forEach((prefix, imported) -> prefixes.append(prefixes.isEmpty() ? " (" : ", ")
                .append(prefix)
                .append(' ')
                .append(imported.size()));
        return "imports " + count + prefixes + (prefixes.isEmpty() ? "" : ")");
    }

    private static String exports(Map<String, String> exports) {
        String names = String.join(", ", new TreeMap<>(exports).keySet());
        return "exports " + exports.size() + (names.isEmpty() ? "" : " (" + names + ")");
    }
}
