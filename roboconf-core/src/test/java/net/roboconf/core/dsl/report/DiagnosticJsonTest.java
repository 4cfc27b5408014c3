package net.roboconf.core.dsl.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import org.junit.jupiter.api.Test;

class DiagnosticJsonTest {

    @Test
    void findings_are_sorted_and_complete() throws Exception {
        Diagnostic later = Diagnostic.of(
                        DiagnosticCode.CO_ALREADY_DEFINED_FACET, new Location("graph/b.graph", 20, 7, 3), "Wéb")
                .relatedTo(new Location("graph/a.graph", 3, 7, 3));
        Diagnostic earlier = Diagnostic.of(
                        DiagnosticCode.CO_INEXISTING_CHILD, new Location("graph/b.graph", 3, 13, 6), "Tomcta", "VM")
                .suggesting("Did you mean \"Tomcat\"?");
        Diagnostic whole = Diagnostic.of(DiagnosticCode.RM_MISSING_APPLICATION_DSL_ID, Location.project());

        assertThat(new ObjectMapper().readTree(DiagnosticJson.of(List.of(later, earlier, whole))))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                        {"diagnostics": [
                          {"code": "RM_MISSING_APPLICATION_DSL_ID", "severity": "warning",
                           "file": "", "line": 0, "column": 0, "length": 0,
                           "message": "The descriptor does not say which language it uses. Add a line 'dsl-id = roboconf-1.0'."},
                          {"code": "CO_INEXISTING_CHILD", "severity": "error",
                           "file": "graph/b.graph", "line": 3, "column": 13, "length": 6,
                           "message": "Tomcta, a child of VM, does not exist.",
                           "suggestion": "Did you mean \\"Tomcat\\"?"},
                          {"code": "CO_ALREADY_DEFINED_FACET", "severity": "error",
                           "file": "graph/b.graph", "line": 20, "column": 7, "length": 3,
                           "message": "The facet Wéb is defined more than once.",
                           "related": {"file": "graph/a.graph", "line": 3, "column": 7, "length": 3}}
                        ]}
                        """));
    }

    @Test
    void nothing_found_is_an_empty_list() throws Exception {
        assertThat(new ObjectMapper().readTree(DiagnosticJson.of(List.of())).get("diagnostics"))
                .isEmpty();
    }
}
