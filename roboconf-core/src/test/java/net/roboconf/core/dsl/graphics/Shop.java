package net.roboconf.core.dsl.graphics;

import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.MemoryFiles;
import net.roboconf.core.dsl.ProjectLoader;
import net.roboconf.core.model.Graph;

/** Graphs written in the language. */
final class Shop {

    /** Something of everything. */
    static final String TEXT =
            """
            facet Measured {
              exports: metrics = 9100;
            }
            facet Balanced {
              extends: Measured;
              exports: ip, port = 80;
            }
            VM {
              installer: target;
              children: Tomcat, Apache, end;
            }
            Tomcat {
              installer: script;
              facets: Balanced;
              imports: end.ip, end.port, Tomcat.ip (optional), external Billing.*;
            }
            Jetty {
              extends: Tomcat;
            }
            Apache {
              installer: script;
              imports: Balanced.ip, Balanced.port (optional);
            }
            end {
              installer: puppet;
              exports: ip, port = 3306;
              imports: Apache.* (optional);
            }
            """;

    private Shop() {}

    static Graph graph(String text) {
        return new ProjectLoader().sketch(new MemoryFiles(Map.of("graph/main.graph", text)));
    }

    static GraphPicture picture() {
        return GraphPicture.of("A \"Shop\" & <Co>", graph(TEXT));
    }

    static List<String> relations(GraphPicture picture) {
        return picture.relations().stream()
                .map(r -> r.from()
                        + ' '
                        + r.kind()
                        + (r.optional() ? "? " : " ")
                        + r.to()
                        + (r.variables().isEmpty() ? "" : " " + r.variables()))
                .toList();
    }
}
