package net.roboconf.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.agent.UserData.Part;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class UserDataTest {

    private static final Part SCRIPT = Part.of("first.sh", "#!/bin/sh\nmachine=$(uname -m)\necho \"$machine\"\n");
    private static final Part CONFIG = Part.of("packages.yaml", "#cloud-config\npackages: [curl]\n");

    private final AgentSettings agent = with("secret-password");

    private static AgentSettings with(String password) {
        return new AgentSettings(
                new MachineKey("k1"),
                "my app",
                new InstancePath("/vm 1"),
                null,
                "rabbitmq",
                Map.of("server.password", password));
    }

    @Property
    void what_was_written_is_found(@ForAll String password, @ForAll String text) {
        AgentSettings any = with(password);

        assertThat(UserData.find(UserData.of(any, List.of()))).isEqualTo(any);
        assertThat(UserData.find(UserData.of(any, List.of(new Part("text/x-own", "own", text)))))
                .isEqualTo(any);
    }

    @Test
    void alone_the_settings_are_their_own_text_after_a_comment() {
        String alone = UserData.of(agent, List.of());

        assertThat(alone).startsWith("# ").endsWith('\n' + agent.toText());
        assertThat(AgentSettings.parse(alone)).isEqualTo(agent);
        // cloud-init quotes so many characters of what it does not know in its log.
        assertThat(alone.substring(0, 24)).doesNotContain("\n");
    }

    @Test
    void own_parts_stand_beside_the_settings_as_they_are() {
        String document = UserData.of(agent, List.of(SCRIPT, CONFIG));

        assertThat(document)
                .startsWith("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=")
                .contains(
                        "Content-Type: " + UserData.CONTENT_TYPE,
                        "filename=\"" + UserData.FILE_NAME + "\"",
                        "Content-Type: text/x-shellscript",
                        "filename=\"first.sh\"",
                        "\n\n" + SCRIPT.text() + "\n--",
                        "Content-Type: text/cloud-config",
                        "\n\n" + CONFIG.text() + "\n--");
        assertThat(UserData.find(document)).isEqualTo(agent);
        assertThat(UserData.of(agent, List.of(SCRIPT, CONFIG))).isEqualTo(document);
    }

    @Test
    void what_is_not_plain_travels_encoded() {
        Part umlaut = Part.of("e.sh", "#!/bin/sh\necho é\r\n");

        assertThat(UserData.of(agent, List.of(umlaut)))
                .contains(Base64.getEncoder().encodeToString(umlaut.text().getBytes(UTF_8)))
                .doesNotContain("é");
    }

    @Test
    void a_boundary_is_none_of_the_parts() {
        Part tricky = Part.of("tricky.sh", "#!/bin/sh\ncat << END\n--=roboconf=--\n--=roboconf-1=\nEND\n");

        String document = UserData.of(agent, List.of(tricky));

        assertThat(document).contains("boundary=\"=roboconf-2=\"", tricky.text());
        assertThat(UserData.find(document)).isEqualTo(agent);
    }

    @Test
    void a_document_of_the_user_becomes_a_part() {
        String own = "Content-Type: multipart/mixed; boundary=xyz\r\nMIME-Version: 1.0\r\n\r\nfor old readers\r\n"
                + "--xyz\r\nContent-Type: text/cloud-config\r\n\r\n#cloud-config\r\n\r\n--xyz--\r\nthe end\r\n";

        String document = UserData.of(agent, List.of(Part.of("own", own), SCRIPT));

        assertThat(document).contains("\n--=roboconf=\n" + own + "\n--=roboconf=\n");
        assertThat(UserData.find(document)).isEqualTo(agent);
    }

    @Test
    void settings_are_found_in_a_document_that_others_wrote() {
        String document = "From: somebody\nMIME-Version: 1.0\nContent-Type: multipart/mixed;\n\tboundary=\"a b\"\n\n"
                + "--a b\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n--inner\r\n"
                + "content-TYPE: Text/X-Roboconf-Agent\r\nContent-Transfer-Encoding: BASE64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(agent.toText().getBytes(UTF_8))
                + "\r\n--inner--\r\n--a b--";

        assertThat(UserData.find(document)).isEqualTo(agent);
    }

    @Test
    void packed_and_encoded_documents_are_read() throws IOException {
        String document = UserData.of(agent, List.of(SCRIPT));
        byte[] packed = gzip(UserData.bytes(document));

        assertThat(UserData.find(packed)).isEqualTo(agent);
        assertThat(UserData.find(Base64.getMimeEncoder().encodeToString(packed) + "\n"))
                .isEqualTo(agent);
        assertThat(UserData.find(gzip(Base64.getEncoder().encode(packed)))).isEqualTo(agent);
    }

    @Test
    void what_has_no_settings_is_refused_and_not_quoted() throws IOException {
        for (String other : List.of(
                SCRIPT.text(),
                CONFIG.text(),
                "secret",
                "secret12",
                "<html>secret</html>",
                Mime.document(List.of(Mime.part("text/cloud-config", "secret", "#cloud-config\n"))))) {
            assertThatThrownBy(() -> UserData.find(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not for an agent of Roboconf")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> UserData.find("")).hasMessageContaining("empty");
        byte[] half = gzip(UserData.bytes(UserData.of(agent, List.of())));
        assertThatThrownBy(() -> UserData.find(Arrays.copyOf(half, half.length / 2)))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> UserData.find(gzip(new byte[50 << 20]))).hasMessageContaining("larger than any");
    }

    @Test
    void a_document_that_was_cut_off_is_no_document() {
        String document = UserData.of(agent, List.of(SCRIPT));

        assertThatThrownBy(() -> UserData.find(document.substring(0, document.length() - 20)))
                .hasMessageContaining("cut off")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> UserData.find(document.replaceFirst("; boundary=.*", "")))
                .hasMessageContaining("boundary");
    }

    @Test
    void settings_for_two_agents_are_refused() {
        String ours = Mime.part(UserData.CONTENT_TYPE, "a", agent.toText());
        String other = Mime.part(UserData.CONTENT_TYPE, "b", with("other").toText());

        assertThat(UserData.find(Mime.document(List.of(ours, ours)))).isEqualTo(agent);
        assertThatThrownBy(() -> UserData.find(Mime.document(List.of(ours, other))))
                .hasMessageContaining("for 2 different agents");
        assertThatThrownBy(() -> UserData.of(agent, List.of(Part.of("old", Mime.document(List.of(other))))))
                .hasMessageContaining("old")
                .hasMessageContaining("take that part");
        assertThatThrownBy(() -> new Part(UserData.CONTENT_TYPE, "old", "")).hasMessageContaining("old");
    }

    @Test
    void the_first_line_tells_the_kind_of_a_part() {
        assertThat(SCRIPT.contentType()).isEqualTo("text/x-shellscript");
        assertThat(Part.of("a", "#cloud-config-archive\n").contentType()).isEqualTo("text/cloud-config-archive");
        assertThat(Part.of("a", "#include-once\n").contentType()).isEqualTo("text/x-include-once-url");
        assertThat(Part.of("a", "#include\n").contentType()).isEqualTo("text/x-include-url");
        assertThatThrownBy(() -> Part.of("notes.txt", "hello"))
                .hasMessageContaining("notes.txt")
                .hasMessageContaining("#cloud-config");
        assertThatThrownBy(() -> new Part("text/plain\nX: y", "a", "")).hasMessageContaining("content type");
        assertThatThrownBy(() -> new Part("text/plain", "a\"b", "")).hasMessageContaining("name");
    }

    @Test
    void what_is_too_large_says_by_how_much() {
        assertThat(UserData.tooLarge("é".repeat(8192), 16384)).isEmpty();
        assertThat(UserData.tooLarge("é".repeat(8193), 16384))
                .hasValueSatisfying(why -> assertThat(why).contains("16386 bytes, 2 more"));
    }

    private static byte[] gzip(byte[] raw) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(raw);
        }
        return packed.toByteArray();
    }
}
