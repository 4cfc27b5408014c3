package net.roboconf.core.dsl.graphics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class GraphPictureTest {

    @Test
    void shows_containment_inheritance_and_who_imports_from_whom() {
        assertThat(Shop.relations(Shop.picture()))
                .containsExactly(
                        "Balanced EXTENDS Measured",
                        "VM CONTAINS Tomcat",
                        "VM CONTAINS Apache",
                        "VM CONTAINS end",
                        "Tomcat HAS Balanced",
                        "Tomcat IMPORTS end [ip, port]",
                        "Tomcat IMPORTS? Tomcat [ip]",
                        "Tomcat IMPORTS external Billing [*]",
                        "Jetty EXTENDS Tomcat",
                        "Apache IMPORTS Balanced [ip, port]",
                        "end IMPORTS? Apache [*]");
    }

    @Test
    void an_import_is_optional_only_if_all_variables_are() {
        assertThat(
                        Shop.relations(
                                GraphPicture.of(
                                        "",
                                        Shop.graph(
                                                """
                                A {
                                  installer: target;
                                  exports: x = 1, y = 2;
                                }
                                B {
                                  installer: target;
                                  imports: A.x (optional), A.y;
                                }
                                C {
                                  installer: target;
                                  imports: A.x (optional), A.y (optional);
                                }
                                """))))
                .containsExactly("B IMPORTS A [x, y]", "C IMPORTS? A [x, y]");
    }

    @Test
    void nodes_say_what_they_are() {
        assertThat(Shop.picture().nodes())
                .extracting(PictureNode::name, PictureNode::kind, PictureNode::installer)
                .containsExactly(
                        tuple("Measured", PictureNode.Kind.FACET, ""),
                        tuple("Balanced", PictureNode.Kind.FACET, ""),
                        tuple("VM", PictureNode.Kind.MACHINE, "target"),
                        tuple("Tomcat", PictureNode.Kind.COMPONENT, "script"),
                        tuple("Jetty", PictureNode.Kind.COMPONENT, "script"),
                        tuple("Apache", PictureNode.Kind.COMPONENT, "script"),
                        tuple("end", PictureNode.Kind.COMPONENT, "puppet"),
                        tuple("Billing", PictureNode.Kind.APPLICATION, ""));
    }
}
