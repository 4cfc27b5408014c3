package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/**
 * How a project of a cloud is reached.
 *
 * @param keystone the identity service, up to and with {@code /v3}
 * @param region null for the first one that the cloud names
 * @param credentials who asks, and for which project
 * @param requestsPerSecond at most so many
 */
record Access(URI keystone, String region, Credentials credentials, int requestsPerSecond) {

    static final String KEYSTONE = "openstack.keystone-url";
    static final String REGION = "openstack.region-name";
    static final String RATE = "openstack.requests-per-second";

    private static final String PROJECT = "openstack.project-name";
    private static final String TENANT = "openstack.tenant-name";
    private static final String DOMAIN = "openstack.domain-name";
    private static final String APPLICATION = "openstack.application-credential-id";
    private static final String SECRET = "openstack.application-credential-secret";

    /** Who asks. Never printed. */
    sealed interface Credentials {

        /** The body of a request for a token. */
        ObjectNode asRequest();

        /** What tells accounts apart, without a secret. */
        String account();
    }

    /** A user of a domain, who works for a project. */
    record Password(String user, String userDomain, String password, String project, String projectDomain)
            implements Credentials {

        @Override
        public ObjectNode asRequest() {
            ObjectNode auth = JsonNodeFactory.instance.objectNode();
            ObjectNode identity = auth.putObject("identity");
            identity.putArray("methods").add("password");
            ObjectNode who = identity.putObject("password").putObject("user");
            who.put("name", user).put("password", password);
            who.putObject("domain").put("name", userDomain);
            ObjectNode scope = auth.putObject("scope").putObject("project");
            scope.put("name", project).putObject("domain").put("name", projectDomain);
            return auth;
        }

        @Override
        public String account() {
            return userDomain + "/" + user + " in " + projectDomain + "/" + project;
        }

        @Override
        public String toString() {
            return account();
        }
    }

    /** An application credential, which belongs to a user and a project. */
    record Application(String id, String secret) implements Credentials {

        @Override
        public ObjectNode asRequest() {
            ObjectNode auth = JsonNodeFactory.instance.objectNode();
            ObjectNode identity = auth.putObject("identity");
            identity.putArray("methods").add("application_credential");
            identity.putObject("application_credential").put("id", id).put("secret", secret);
            return auth;
        }

        @Override
        public String account() {
            return "application credential " + id;
        }

        @Override
        public String toString() {
            return account();
        }
    }

    static Access of(TargetProperties properties) throws TargetException {
        return new Access(
                keystone(properties.required(KEYSTONE)),
                properties.optional(REGION).orElse(null),
                credentials(properties),
                properties.number(RATE, 10, 1, 1000));
    }

    /** The name under which requests are counted. */
    String account() {
        return keystone + " " + credentials.account();
    }

    private static URI keystone(String text) throws TargetException {
        String address = TargetProperties.url(KEYSTONE, text, "https://cloud.example.org:5000/v3")
                .toString();
        // The older versions of the interface are no more; definitions that name one mean the same cloud.
        return URI.create(address.replaceAll("/v(2\\.0|3)$", "") + "/v3");
    }

    private static Credentials credentials(TargetProperties properties) throws TargetException {
        String application = properties.optional(APPLICATION).orElse(null);
        String domain = properties.optional(DOMAIN).orElse("Default");
        String userDomain = properties.optional("openstack.user-domain-name").orElse(domain);
        String projectDomain =
                properties.optional("openstack.project-domain-name").orElse(domain);
        String project = properties
                .optional(PROJECT)
                .or(() -> properties.optional(TENANT))
                .orElse(null);
        // Known in any case, so that none of them counts as misspelt.
        properties.optional(TENANT);
        properties.optional(SECRET);
        properties.optional("openstack.user");
        properties.optional("openstack.password");
        if (application != null) {
            return new Application(application, properties.required(SECRET));
        }
        String user = properties.required("openstack.user");
        String password = properties.required("openstack.password");
        if (project == null) {
            throw TargetProperties.wrong(PROJECT, "is missing");
        }
        return new Password(user, userDomain, password, project, projectDomain);
    }
}
