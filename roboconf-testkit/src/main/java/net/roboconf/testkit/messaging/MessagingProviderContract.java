package net.roboconf.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.testkit.internal.Declaration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the service of a messaging bundle promises, without a broker. */
public interface MessagingProviderContract {

    /** The service. */
    MessagingProvider provider();

    /** Settings of a Deployment Manager that can be used, and lead to where no broker is. */
    Map<String, String> settingsWithoutBroker();

    /** Settings that cannot be used, each under the key that is wrong or missing in them. */
    Map<String, Map<String, String>> unusableSettings();

    @Test
    default void its_type_is_a_word_that_never_changes() {
        assertThat(provider().type()).matches("[a-z][a-z0-9-]*");
        assertThat(provider().type()).isEqualTo(provider().type());
    }

    @Test
    default void its_bundle_declares_its_type() throws IOException {
        MessagingProvider provider = provider();
        new Declaration("net.roboconf.messaging", "type").isMadeBeside(provider.getClass(), Set.of(provider.type()));
    }

    @Test
    default void a_place_is_opened_at_once_and_closed_in_good_time_when_no_broker_is_there() {
        RecordingListener hears = new RecordingListener();
        MachineKey machine = new MachineKey("m1");

        Messaging messaging = Assertions.assertTimeout(Duration.ofSeconds(5), () -> provider()
                .open(new Participant.Manager(1), settingsWithoutBroker(), hears));
        try {
            hears.awaitLosses(1);
            messaging.publish(new Address.Machine(machine), new Call("lost", machine, new Call.Ping()));
            hears.await(() -> hears.unconfirmedIds().contains("lost"), "unconfirmed");
            assertThat(messaging.isConnected()).isFalse();
            assertThat(hears.losses()).isEqualTo(1);
        } finally {
            Assertions.assertTimeout(Duration.ofSeconds(30), messaging::close);
        }
        messaging.close();
    }

    @TestFactory
    default Stream<DynamicTest> settings_that_cannot_be_used_are_refused_and_their_key_is_named() {
        return unusableSettings().entrySet().stream()
                .map(unusable -> DynamicTest.dynamicTest(unusable.getKey(), () -> {
                    assertThatThrownBy(() -> {
                                try (Messaging opened = provider()
                                        .open(
                                                new Participant.Manager(1),
                                                unusable.getValue(),
                                                new RecordingListener())) {
                                    opened.isConnected();
                                }
                            })
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(unusable.getKey());
                }));
    }

    @Test
    default void an_account_tells_its_password_to_its_agent_and_to_nobody_else() {
        MachineKey machine = new MachineKey("m1");
        Accounts.Account account = new Accounts.Account(machine, "shop", "a very secret word");
        try (Accounts accounts = provider().accounts(settingsWithoutBroker())) {
            assertThat(accounts.settingsFor(account)).containsValue("a very secret word");
            assertThat(account.toString()).doesNotContain("secret word");
        }
    }
}
