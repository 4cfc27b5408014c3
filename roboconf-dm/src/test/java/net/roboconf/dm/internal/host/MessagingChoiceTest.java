package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.EmbeddedBroker;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Participant;
import org.junit.jupiter.api.Test;

class MessagingChoiceTest {

    private final MessagingChoice choice = new MessagingChoice();
    private final MessagingProvider amqp = provider("rabbitmq");
    private final EmbeddedBroker broker = new EmbeddedBroker() {
        @Override
        public Map<String, String> managerSettings() {
            return Map.of("port", "1");
        }

        @Override
        public Accounts accounts() {
            return new MemoryBroker().accounts(Map.of());
        }
    };

    private static MessagingProvider provider(String type) {
        return new MessagingProvider() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public Messaging open(Participant self, Map<String, String> settings, MessagingListener listener) {
                throw new UnsupportedOperationException("Not opened here");
            }

            @Override
            public Accounts accounts(Map<String, String> settings) {
                throw new UnsupportedOperationException("Not opened here");
            }
        };
    }

    @Test
    void without_configuration_the_embedded_broker_is_used_when_it_is_there() {
        choice.choose(null);
        assertThat(choice.decide().opening()).isNull();
        assertThat(choice.decide().why()).contains("embedded broker").contains("messaging = rabbitmq");
        choice.use(broker);
        assertThat(choice.decide().opening()).isNull();
        choice.add(InstalledMessaging.of(amqp));
        assertThat(choice.decide().opening()).satisfies(opening -> {
            assertThat(opening.settings()).containsEntry("port", "1");
            assertThat(opening.accounts()).isNotNull();
        });
        choice.use(null);
        assertThat(choice.decide().opening()).isNull();
    }

    @Test
    void one_line_of_configuration_chooses_another_broker() {
        choice.use(broker);
        choice.add(InstalledMessaging.of(amqp));
        choice.choose(" RabbitMQ ");
        choice.configure("rabbitmq", Map.of("host", "broker.example.org"));
        assertThat(choice.decide().opening()).satisfies(opening -> {
            assertThat(opening.settings()).containsOnly(Map.entry("host", "broker.example.org"));
            assertThat(opening.accounts()).isNull();
        });
        choice.choose("kafka");
        assertThat(choice.decide().why()).contains("kafka").contains("rabbitmq");
    }

    @Test
    void a_place_is_the_same_whatever_password_the_broker_of_this_process_has_made() {
        assertThat(new MessagingLink.Opening(amqp, Map.of("password", "a"), broker.accounts()).place())
                .isEqualTo(new MessagingSettings("embedded", Map.of()));
        assertThat(new MessagingLink.Opening(amqp, Map.of("host", "h"), null).place())
                .isEqualTo(new MessagingSettings("rabbitmq", Map.of("host", "h")));
    }

    @Test
    void what_was_used_before_can_be_opened_as_it_was_used() {
        choice.choose("rabbitmq");
        choice.configure("rabbitmq", Map.of("host", "new"));
        choice.add(InstalledMessaging.of(amqp));
        MessagingSettings embedded = new MessagingSettings("embedded", Map.of());
        assertThat(choice.decide().others().apply(embedded)).isNull();
        choice.use(broker);
        assertThat(choice.decide().others().apply(embedded).settings()).containsEntry("port", "1");
        assertThat(choice.decide()
                        .others()
                        .apply(new MessagingSettings("rabbitmq", Map.of("host", "old")))
                        .settings())
                .containsEntry("host", "old");
        assertThat(choice.decide().others().apply(new MessagingSettings("kafka", Map.of())))
                .isNull();
    }

    @Test
    void nothing_is_decided_before_the_configuration_of_the_chosen_technology_has_come() {
        assertThat(choice.waits()).isFalse();
        choice.choose("rabbitmq");
        assertThat(choice.waits()).isTrue();
        choice.configure("kafka", Map.of());
        assertThat(choice.waits()).isTrue();
        choice.configure("rabbitmq", Map.of("host", "a"));
        assertThat(choice.waits()).isFalse();
        choice.choose("embedded");
        choice.choose("rabbitmq");
        choice.add(InstalledMessaging.of(amqp));
        assertThat(choice.decide().opening().settings()).containsEntry("host", "a");
    }
}
