package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.roboconf.target.local.internal.ssh.SshFailure.Stage;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to hosts. The client behind it is made with the first one: whoever uses no host pays nothing. Safe for
 * several threads.
 *
 * <p>Nothing of the user's own SSH configuration is used but what the definition names: no agent, no {@code ~/.ssh/config}.
 */
final class SshConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshConnections.class);
    private static final AttributeKey<Identity> IDENTITY = new AttributeKey<>();

    /** What OpenSSH prefers, so that people see the fingerprints that they know. */
    private static final List<String> PREFERRED = List.of("ed25519", "ecdsa", "rsa");

    /**
     * Agreed upon with every host that knows it. What the library prefers, key exchanges that quantum computers cannot break,
     * takes twenty times as long here (278 ms of a core for a connection, and not 14), and each host is asked every few seconds.
     */
    private static final String QUICK_EXCHANGE = "curve25519";

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private SshClient client;
    private boolean closed;

    /** Whether a host is the one that it should be; remembers why not. */
    private record Identity(HostAddress host, HostKeys keys, Set<String> kinds, AtomicReference<String> refusal) {

        boolean accepts(PublicKey key) {
            try {
                refusal.set(keys.refuses(host, key));
            } catch (IOException | GeneralSecurityException e) {
                refusal.set("its key cannot be checked: " + e.getMessage());
            }
            return refusal.get() == null;
        }

        private int order(NamedFactory<Signature> algorithm) {
            String name = algorithm.getName();
            boolean known = kinds.stream().anyMatch(kind -> isOf(kind, name));
            for (int i = 0; i < PREFERRED.size(); i++) {
                if (name.contains(PREFERRED.get(i))) {
                    return known ? i : i + PREFERRED.size();
                }
            }
            return 2 * PREFERRED.size();
        }

        /** Keys of RSA are used with several algorithms. */
        private static boolean isOf(String kind, String algorithm) {
            return kind.equals(algorithm) || kind.equals("ssh-rsa") && algorithm.startsWith("rsa-sha2");
        }
    }

    /**
     * Connects and logs in.
     *
     * @throws SshFailure {@link Stage#UNREACHED} or {@link Stage#REJECTED}; says what to do
     */
    SshConnection open(HostAddress host, SshProperties properties) throws SshFailure, InterruptedException {
        ClientSession session = null;
        AtomicReference<String> refusal = new AtomicReference<>();
        Stage stage = Stage.UNREACHED;
        try {
            Identity identity = new Identity(
                    host, properties.hostKeys(), properties.hostKeys().kinds(host), refusal);
            session = client().connect(
                            properties.login().user(),
                            host.name(),
                            host.port(),
                            AttributeRepository.ofKeyValuePair(IDENTITY, identity),
                            null)
                    .verify(properties.patience())
                    .getSession();
            stage = Stage.REJECTED;
            properties.login().offer(session);
            session.auth().verify(properties.patience());
            return new SshConnection(host, session);
        } catch (IOException | RuntimeException e) {
            close(session);
            if (e instanceof InterruptedIOException || Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(e);
                throw interrupted;
            }
            LOG.debug("No connection to {}", host, e);
            if (refusal.get() != null) {
                throw new SshFailure(Stage.REJECTED, "is not trusted: " + refusal.get(), e);
            }
            boolean reached = stage == Stage.REJECTED;
            throw new SshFailure(
                    stage,
                    (reached ? "lets nobody in: " : "cannot be reached: ")
                            + said(e, properties.login().user()),
                    e);
        }
    }

    private static String said(Exception e, String user) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        return text.contains("No more authentication methods")
                ? "it accepts neither key nor password of the user '" + user + "'"
                : text;
    }

    private static void close(ClientSession session) {
        if (session != null) {
            session.close(true);
        }
    }

    private synchronized SshClient client() throws IOException {
        if (closed) {
            throw new IOException("The target is being stopped");
        }
        if (client == null) {
            SshClient fresh = SshClient.setUpDefaultClient();
            fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            fresh.setAgentFactory(null);
            fresh.setServerKeyVerifier(SshConnections::isTrusted);
            List<KeyExchangeFactory> exchanges = new ArrayList<>(fresh.getKeyExchangeFactories());
            exchanges.sort(Comparator.comparing(one -> !one.getName().startsWith(QUICK_EXCHANGE)));
            fresh.setKeyExchangeFactories(exchanges);
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(fresh, HEARTBEAT);
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(fresh, 2);
            fresh.addSessionListener(new SessionListener() {
                @Override
                public void sessionEstablished(Session session) {
                    prefer(session);
                }
            });
            fresh.start();
            client = fresh;
        }
        return client;
    }

    private static boolean isTrusted(ClientSession session, SocketAddress address, PublicKey key) {
        Identity identity = identity(session);
        return identity != null && identity.accepts(key);
    }

    /** Has the host offer a key of the kind that it is known by. */
    private static void prefer(Session session) {
        if (session instanceof ClientSession of && identity(of) != null) {
            List<NamedFactory<Signature>> sorted = new ArrayList<>(session.getSignatureFactories());
            sorted.sort(Comparator.comparingInt(identity(of)::order));
            session.setSignatureFactories(sorted);
        }
    }

    private static Identity identity(ClientSession session) {
        AttributeRepository context = session.getConnectionContext();
        return context == null ? null : context.getAttribute(IDENTITY);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
