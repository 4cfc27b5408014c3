package net.roboconf.agent.internal.settings;

import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ec2}: the instance metadata service of EC2, version 2, whose session token is asked for first. Version 1 is
 * used only where nobody knows of such tokens: where they are refused, its answers are not to be trusted either.
 */
final class Ec2Source implements MetadataSource {

    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TOKEN_SECONDS = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final String USER_DATA = "/latest/user-data";

    private final LinkLocalHttp http;

    Ec2Source(LinkLocalHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Found look() throws NoSettingsException {
        LinkLocalHttp.Answer answer = http.get(USER_DATA, token());
        byte[] userData = answer.found().orElseThrow(() -> new NoSettingsException(answer.outcome()));
        return new Found(Checked.settings(userData, answer.url()), answer.url());
    }

    @Override
    public Optional<String> address(AddressKind kind) throws NoSettingsException {
        return address(http, kind, token());
    }

    /** As the services say that are made after the one of EC2. */
    static Optional<String> address(LinkLocalHttp http, AddressKind kind, Map<String, String> headers)
            throws NoSettingsException {
        LinkLocalHttp.Answer answer = http.get("/latest/meta-data/" + key(kind), headers);
        return answer.isOk() ? Addresses.valid(answer.text()) : Optional.empty();
    }

    static String key(AddressKind kind) {
        return switch (kind) {
            case FIXED -> "local-ipv4";
            case FLOATING -> "public-ipv4";
        };
    }

    private Map<String, String> token() throws NoSettingsException {
        LinkLocalHttp.Answer answer = http.put("/latest/api/token", Map.of(TOKEN_SECONDS, "60"));
        if (answer.isOk() && answer.text().matches("[\\x21-\\x7e]+")) {
            return Map.of(TOKEN, answer.text());
        }
        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND
                || answer.status() == HttpURLConnection.HTTP_BAD_METHOD) {
            return Map.of();
        }
        throw new NoSettingsException(answer.outcome() + " instead of a token"
                + (answer.status() == HttpURLConnection.HTTP_FORBIDDEN
                        ? ": switch the metadata service of the instance on"
                        : ""));
    }
}
