package net.roboconf.agent.internal.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The sources that this agent knows, by their names in the configuration. */
public final class Sources {

    private static final String KNOWN =
            "auto, none, file, environment, openstack, ec2, azure, vmware, nocloud, nocloud:FOLDER";
    private static final String SEED = "nocloud:";

    private final ScheduledExecutorService timer;
    private final Firmware firmware;

    /**
     * Of this machine.
     *
     * @param timer cuts what takes too long
     */
    public Sources(ScheduledExecutorService timer) {
        this(timer, new Firmware());
    }

    Sources(ScheduledExecutorService timer, Firmware firmware) {
        this.timer = timer;
        this.firmware = firmware;
    }

    /**
     * Those that the configuration names, in their order.
     *
     * @param configured names with commas or spaces between them; null or blank for the file alone, if there is one
     * @param file of the settings; null for none
     * @return empty when this process is to be no agent of its machine
     * @throws IllegalArgumentException when a name is unknown or does not fit; says which
     */
    public List<MetadataSource> named(String configured, Path file) {
        if (configured == null || configured.isBlank()) {
            return file == null ? List.of() : List.of(new SettingsFile(file));
        }
        List<String> names = List.of(configured.strip().split("[\\s,]+"));
        if (names.size() == 1) {
            switch (names.get(0)) {
                case "none" -> {
                    return List.of();
                }
                case "auto" -> {
                    return automatic(file);
                }
                default -> {}
            }
        }
        return names.stream().map(name -> named(name, file, Patience.NAMED)).toList();
    }

    private MetadataSource named(String name, Path file, Patience patience) {
        Tool tool = new Tool(patience.whole(), timer);
        LinkLocalHttp http = new LinkLocalHttp(LinkLocalHttp.ADDRESS, patience, timer);
        if (name.startsWith(SEED) && name.length() > SEED.length()) {
            return new NoCloudSource(name, List.of(Path.of(name.substring(SEED.length()))), new LabelledDisks(tool));
        }
        return switch (name) {
            case "file" -> {
                if (file == null) {
                    throw new IllegalArgumentException("The source 'file' needs the path of a file: set the key"
                            + " 'settings', or the variable ROBOCONF_AGENT_SETTINGS");
                }
                yield new SettingsFile(file);
            }
            case "environment" -> new EnvironmentSource(System.getenv(EnvironmentSource.VARIABLE));
            case "openstack" -> new OpenStackSource(http, new LabelledDisks(tool));
            case "ec2" -> new Ec2Source(http);
            case "azure" -> new AzureSource(http, Optional.of(Path.of("/")));
            case "vmware" -> vmware(tool);
            case "nocloud" -> new NoCloudSource(name, NoCloudSource.USUAL, new LabelledDisks(tool));
            case "auto", "none" ->
                throw new IllegalArgumentException(
                        "The source '" + name + "' stands for all there are: name no other one beside it");
            default -> throw new IllegalArgumentException("The source '" + name + "' is unknown; there are: " + KNOWN);
        };
    }

    private static VmwareSource vmware(Tool tool) {
        String path = System.getenv("PATH");
        return new VmwareSource(path == null ? "/usr/bin:/usr/sbin:/bin:/sbin" : path, tool);
    }

    /** What is nearest comes first, but for what the firmware hints at. */
    private List<MetadataSource> automatic(Path file) {
        Optional<String> likely = firmware.likelySource();
        List<MetadataSource> all = new ArrayList<>();
        all.add(new EnvironmentSource(System.getenv(EnvironmentSource.VARIABLE)));
        if (file != null) {
            all.add(new SettingsFile(file));
        }
        likely.ifPresent(name -> all.add(named(name, file, Patience.NAMED)));
        List<String> others = new ArrayList<>(List.of("nocloud", "openstack", "ec2", "azure", "vmware"));
        likely.ifPresent(others::remove);
        for (String name : others) {
            if (name.equals("azure")) {
                // Its files may be those of another cloud, or of another life of this image.
                all.add(new AzureSource(
                        new LinkLocalHttp(LinkLocalHttp.ADDRESS, Patience.TRIED, timer), Optional.empty()));
            } else if (!name.equals("vmware")
                    || vmware(new Tool(Patience.TRIED.whole(), timer)).isThere()) {
                all.add(named(name, file, Patience.TRIED));
            }
        }
        return List.copyOf(all);
    }
}
