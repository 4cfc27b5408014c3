package org.example.roboconf.disk.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.Probe;
import net.roboconf.core.probe.ProbeFailure;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** {@code disk PATH free 500 MB}: so much room is left where a file or folder is. */
@Component(name = "example-probe-disk", publicFactory = false)
@Instantiate
@Provides(specifications = Probe.class)
public final class DiskProbe implements Probe {

    private static final Pattern LINE = Pattern.compile("(.+)\\s+free\\s+(\\d{1,9})\\s*MB");
    private static final long MEGABYTE = 1_000_000;

    @Override
    public String handler() {
        return "disk";
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            // Nothing is known about the software: any exception but ProbeFailure says that.
            throw new IllegalArgumentException("write 'disk PATH free NUMBER MB'");
        }
        Path place = context.work().resolve(line.group(1));
        long wanted = Long.parseLong(line.group(2));
        long free;
        try {
            free = Files.getFileStore(place).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            throw new ProbeFailure("room on the disk of " + place, e.toString());
        }
        if (free < wanted) {
            throw new ProbeFailure(wanted + " MB free on the disk of " + place, free + " MB");
        }
    }
}
