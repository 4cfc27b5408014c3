package net.roboconf.agent.internal.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code azure}: the user data that the instance metadata service of Azure tells; else the custom data, which only
 * Azure's agent and cloud-init are told, in the files where they leave it.
 */
final class AzureSource implements MetadataSource {

    private static final String VERSION = "api-version=2021-01-01";
    private static final String USER_DATA = "/metadata/instance/compute/userData?" + VERSION + "&format=text";
    private static final String NETWORK = "/metadata/instance/network?" + VERSION;
    private static final Map<String, String> HEADERS = Map.of("Metadata", "true");

    private static final String OVF = "var/lib/waagent/ovf-env.xml";
    private static final String CLOUD_INIT = "var/lib/cloud/instance/user-data.txt";
    private static final Pattern CUSTOM_DATA = Pattern.compile("<(?:\\w+:)?CustomData>([^<]*)<");

    private final LinkLocalHttp http;
    private final Optional<Path> root;

    /** @param root of the file system; empty for the service alone */
    AzureSource(LinkLocalHttp http, Optional<Path> root) {
        this.http = http;
        this.root = root;
    }

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public Found look() throws NoSettingsException {
        List<String> reasons = new ArrayList<>();
        try {
            LinkLocalHttp.Answer answer = http.get(USER_DATA, HEADERS);
            if (answer.found().isPresent()) {
                return new Found(Checked.settings(answer.body(), answer.url()), answer.url());
            }
            reasons.add(answer.outcome());
        } catch (NoSettingsException e) {
            reasons.add(e.getMessage());
        }
        if (root.isPresent()) {
            for (String file : List.of(OVF, CLOUD_INIT)) {
                try {
                    return look(root.get().resolve(file), file.equals(OVF));
                } catch (NoSettingsException e) {
                    reasons.add(e.getMessage());
                }
            }
        }
        throw new NoSettingsException(String.join("; ", reasons));
    }

    private static Found look(Path file, boolean inXml) throws NoSettingsException {
        try {
            byte[] content = Files.readAllBytes(file);
            return new Found(
                    Checked.settings(inXml ? customData(content, file) : content, file.toString()), file.toString());
        } catch (NoSuchFileException e) {
            throw new NoSettingsException(file + " does not exist", e);
        } catch (IOException e) {
            throw new NoSettingsException(file + " cannot be read: " + e, e);
        }
    }

    private static byte[] customData(byte[] xml, Path file) throws NoSettingsException {
        Matcher found = CUSTOM_DATA.matcher(new String(xml, StandardCharsets.UTF_8));
        if (!found.find()) {
            throw new NoSettingsException(file + " holds no custom data");
        }
        try {
            return Base64.getMimeDecoder().decode(found.group(1).strip());
        } catch (IllegalArgumentException e) {
            throw new NoSettingsException("The custom data in " + file + " is no Base64", e);
        }
    }

    @Override
    public Optional<String> address(AddressKind kind) throws NoSettingsException {
        LinkLocalHttp.Answer answer = http.get(NETWORK, HEADERS);
        if (!answer.isOk()) {
            return Optional.empty();
        }
        try {
            JsonNode first = new ObjectMapper()
                    .readTree(answer.body())
                    .path("interface")
                    .path(0)
                    .path("ipv4")
                    .path("ipAddress")
                    .path(0);
            return Addresses.valid(
                    switch (kind) {
                        case FIXED -> first.path("privateIpAddress").asText();
                        case FLOATING -> first.path("publicIpAddress").asText();
                    });
        } catch (IOException e) {
            throw new NoSettingsException(answer.url() + " is no JSON", e);
        }
    }
}
