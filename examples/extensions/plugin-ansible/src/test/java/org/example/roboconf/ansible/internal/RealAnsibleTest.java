package org.example.roboconf.ansible.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the Ansible of this machine (on Debian: {@code apt-get install ansible-core}). */
class RealAnsibleTest {

    /** What a shell, YAML and Ansible's templates would each like to change. */
    private static final String ODD = "it's \"$HOME\" {{ 1 + 1 }} {% raw %} #\\n\n\u0085`größer` \ud83d\ude00: [";

    @TempDir
    Path temporary;

    private final AnsiblePlugin plugin = new AnsiblePlugin();
    private TestInstance instance;

    @BeforeEach
    void recipe() throws Exception {
        instance = new TestInstance(temporary, "one", "ansible").export("odd", ODD);
    }

    @Test
    void a_playbook_finds_what_it_needs_and_no_value_is_evaluated() throws Exception {
        ImportChange change = instance.departure();
        instance.file("files/shop.conf", "port = 80\n")
                .file(
                        "update.yml",
                        """
                - hosts: localhost
                  gather_facts: false
                  tasks:
                    - name: Take a file of the recipe
                      ansible.builtin.copy:
                        src: files/shop.conf
                        dest: "{{ roboconf.work }}/shop.conf"
                    - name: Write a value of an export
                      ansible.builtin.copy:
                        dest: "{{ roboconf.work }}/odd"
                        content: "{{ roboconf.exports['Tomcat.odd'] }}"
                    - name: See what changed
                      ansible.builtin.assert:
                        that:
                          - roboconf.step == 'update'
                          - not roboconf.change.present
                          - roboconf.change.imported.path == '/db server/mysql-1'
                          - roboconf.imports.MySQL | map(attribute='path') | list == ['/db server/mysql-2']
                          - roboconf.imports.Cache | length == 0
                          - roboconf.ancestors[0].exports['VM.ip'] == '127.0.0.1'
                """);

        plugin.update(instance.step(), change);

        assertThat(instance.work().resolve("shop.conf")).hasContent("port = 80");
        assertThat(instance.work().resolve("odd")).content().isEqualTo(ODD);
        assertThat(instance.log()).anyMatch(line -> line.startsWith("PLAY RECAP"));
        assertThat(instance.work().resolve(PlaybookRun.MEMORY)).isEmptyDirectory();
    }

    @Test
    void a_failure_says_what_ansible_said() throws Exception {
        instance.file(
                "start.yml",
                """
                - hosts: localhost
                  gather_facts: false
                  tasks:
                    - ansible.builtin.fail:
                        msg: no such database
                """);

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure).hasMessageContainingAll("start.yml exited 2", "no such database");
    }

    @Test
    void what_is_no_playbook_is_a_failure_too() throws Exception {
        instance.file("start.yml", "{ this is no playbook");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure).hasMessageContaining("ERROR!");
    }
}
