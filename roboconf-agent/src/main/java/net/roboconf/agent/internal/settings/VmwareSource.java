package net.roboconf.agent.internal.settings;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code vmware}: {@code guestinfo.userdata}, asked with the tools that VMware has in its guests. */
final class VmwareSource implements MetadataSource {

    private static final String USER_DATA = "guestinfo.userdata";
    private static final String ENCODING = "guestinfo.userdata.encoding";

    /** What cloud-init leaves where it wiped a value that it has read. */
    private static final String WIPED = "---";

    private final String path;
    private final Tool tool;

    /** @param path where programs are looked for, as in the variable {@code PATH} */
    VmwareSource(String path, Tool tool) {
        this.path = path;
        this.tool = tool;
    }

    @Override
    public String name() {
        return "vmware";
    }

    /** Whether there are tools to ask with. */
    boolean isThere() {
        return program("vmware-rpctool").or(() -> program("vmtoolsd")).isPresent();
    }

    @Override
    public Found look() throws NoSettingsException, InterruptedException {
        byte[] raw = get(USER_DATA)
                .filter(value -> value.length > 0)
                .orElseThrow(() -> new NoSettingsException("the virtual machine has no " + USER_DATA));
        if (new String(raw, StandardCharsets.UTF_8).strip().equals(WIPED)) {
            throw new NoSettingsException(USER_DATA
                    + " was wiped after it had been read (---): set cleanup-guestinfo of cloud-init otherwise");
        }
        String encoding = get(ENCODING)
                .map(value -> new String(value, StandardCharsets.UTF_8).strip())
                .orElse("");
        return new Found(Checked.settings(decoded(raw, encoding), USER_DATA), USER_DATA);
    }

    private static byte[] decoded(byte[] raw, String encoding) throws NoSettingsException {
        return switch (encoding) {
            case "" -> raw;
            case "base64", "b64", "gzip+base64", "gz+b64" -> {
                try {
                    yield Base64.getMimeDecoder().decode(raw);
                } catch (IllegalArgumentException e) {
                    throw new NoSettingsException(USER_DATA + " is no Base64, as " + ENCODING + " says", e);
                }
            }
            default ->
                throw new NoSettingsException(ENCODING + " is " + encoding + ": base64 and gzip+base64 are known");
        };
    }

    private Optional<byte[]> get(String key) throws NoSettingsException, InterruptedException {
        String question = "info-get " + key;
        List<String> command = program("vmware-rpctool")
                .map(program -> List.of(program.toString(), question))
                .or(() -> program("vmtoolsd").map(program -> List.of(program.toString(), "--cmd", question)))
                .orElseThrow(() -> new NoSettingsException(
                        "neither vmware-rpctool nor vmtoolsd is here: install open-vm-tools in the image"));
        try {
            Tool.Ended ended = tool.run(false, command);
            return ended.code() == 0 ? Optional.of(ended.output()) : Optional.empty();
        } catch (IOException e) {
            throw new NoSettingsException(e.getMessage(), e);
        }
    }

    private Optional<Path> program(String name) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
