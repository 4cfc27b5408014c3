package net.roboconf.agent.internal.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code openstack}: the metadata service of Nova; where it does not answer, the config drive. */
final class OpenStackSource implements MetadataSource {

    private static final String USER_DATA = "/openstack/latest/user_data";
    private static final String META_DATA = "/openstack/latest/meta_data.json";

    private final LinkLocalHttp http;
    private final LabelledDisks disks;

    OpenStackSource(LinkLocalHttp http, LabelledDisks disks) {
        this.http = http;
        this.disks = disks;
    }

    @Override
    public String name() {
        return "openstack";
    }

    @Override
    public Found look() throws NoSettingsException, InterruptedException {
        String why;
        try {
            LinkLocalHttp.Answer answer = http.get(USER_DATA, Map.of());
            if (answer.found().isPresent()) {
                return new Found(Checked.settings(answer.body(), answer.url()), answer.url());
            }
            why = isThere() ? http.url("") + " gives this machine no user-data" : answer.outcome();
        } catch (NoSettingsException e) {
            why = e.getMessage();
        }
        try {
            return disks.first(LabelledDisks.CONFIG_DRIVE, SeedFolder::look);
        } catch (NoSettingsException e) {
            throw new NoSettingsException(why + "; " + e.getMessage(), e);
        }
    }

    private boolean isThere() throws NoSettingsException {
        return http.get(META_DATA, Map.of()).isOk();
    }

    @Override
    public Optional<String> address(AddressKind kind) throws NoSettingsException, InterruptedException {
        // Nova tells addresses only in the form of EC2.
        try {
            return Ec2Source.address(http, kind, Map.of());
        } catch (NoSettingsException e) {
            return disks.first(LabelledDisks.CONFIG_DRIVE, folder -> onDrive(folder, kind));
        }
    }

    private static Optional<String> onDrive(Path folder, AddressKind kind) throws NoSettingsException {
        Path file = folder.resolve("ec2/latest/meta-data.json");
        try {
            JsonNode address =
                    new ObjectMapper().readTree(Files.readAllBytes(file)).path(Ec2Source.key(kind));
            return Addresses.valid(address.asText());
        } catch (IOException e) {
            throw new NoSettingsException(file + " cannot be read: " + e, e);
        }
    }
}
