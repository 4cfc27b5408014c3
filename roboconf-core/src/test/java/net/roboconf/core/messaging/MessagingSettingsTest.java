package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagingSettingsTest {

    @Test
    void no_text_of_it_holds_a_secret() {
        MessagingSettings settings = new MessagingSettings(
                "rabbitmq", Map.of("host", "10.0.0.1", "port", "5672", "password", "s3cret", "token", "t0ken"));
        Relocate told = new Relocate(new MachineKey("vm-1"), 2, settings);

        assertThat(settings.where()).isEqualTo("rabbitmq at 10.0.0.1:5672");
        assertThat(settings.toString() + told).doesNotContain("s3cret", "t0ken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a\nb", "ä"})
    void names_are_plain(String name) {
        assertThatThrownBy(() -> new MessagingSettings(name, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MessagingSettings("rabbitmq", Map.of(name, "v")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_bounded() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= MessagingSettings.MOST_SETTINGS; i++) {
            many.put("key" + i, "v");
        }
        assertThatThrownBy(() -> new MessagingSettings("rabbitmq", many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101");
        String secret = "s".repeat(MessagingSettings.LONGEST_VALUE + 1);
        assertThatThrownBy(() -> new MessagingSettings("rabbitmq", Map.of("password", secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("sss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'relocate','machine':'vm','number':0,'to':{'type':'rabbitmq','settings':{}}}",
                "{'type':'relocate','machine':'vm','number':1,'to':{'type':'','settings':{}}}",
                "{'type':'relocate','machine':'vm','number':1,'to':{'type':'rabbitmq','settings':{'a b':'c'}}}",
                "{'type':'relocate','machine':'vm','number':1,'to':{'type':'rabbitmq','settings':{'a':null}}}",
                "{'type':'relocate','machine':'vm','number':1,'to':{'type':'rabbitmq'}}",
                "{'type':'relocate','machine':'vm','number':1}"
            })
    void a_relocation_to_what_no_messaging_can_have_is_no_message(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new MessageCodec().decode(bytes)).isInstanceOf(MessageFormatException.class);
    }
}
