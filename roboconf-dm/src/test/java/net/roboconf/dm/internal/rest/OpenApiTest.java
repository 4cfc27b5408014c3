package net.roboconf.dm.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.Problem;
import net.roboconf.dm.TargetCheck;
import net.roboconf.dm.internal.json.ApplicationJson;
import net.roboconf.dm.internal.json.AssociationJson;
import net.roboconf.dm.internal.json.BindingJson;
import net.roboconf.dm.internal.json.ComponentJson;
import net.roboconf.dm.internal.json.EventJson;
import net.roboconf.dm.internal.json.ExplanationJson;
import net.roboconf.dm.internal.json.ImportJson;
import net.roboconf.dm.internal.json.InstanceJson;
import net.roboconf.dm.internal.json.LeaksJson;
import net.roboconf.dm.internal.json.MachineJson;
import net.roboconf.dm.internal.json.RejectedJson;
import net.roboconf.dm.internal.json.StatusJson;
import net.roboconf.dm.internal.json.StepJson;
import net.roboconf.dm.internal.json.TargetJson;
import net.roboconf.dm.internal.json.TemplateJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the interface is written by hand; this keeps it true. */
class OpenApiTest {

    private static final List<Class<?>> RESOURCES = List.of(
            EntryResource.class,
            TemplatesResource.class,
            ApplicationsResource.class,
            InstancesResource.class,
            InstanceResource.class,
            ActionsResource.class,
            AssociationsResource.class,
            BindingsResource.class,
            TargetsResource.class,
            LeaksResource.class,
            RejectedResource.class);

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    private final JsonNode document = read();

    private static JsonNode read() {
        try (InputStream in = EntryResource.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the code has: method and path, with the names of the parameters in path and query. */
    private static Map<String, Set<String>> implemented() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        Path sub = method.getAnnotation(Path.class);
                        String path = join(resource.getAnnotation(Path.class).value(), sub == null ? "" : sub.value());
                        found.computeIfAbsent(http.value() + " " + path, key -> new TreeSet<>())
                                .addAll(parameters(method));
                    }
                }
            }
        }
        found.put("GET /events", new TreeSet<>(Set.of("application", "after", "Last-Event-ID")));
        return found;
    }

    private static String join(String root, String sub) {
        List<String> parts = new ArrayList<>(List.of(root.split("/")));
        parts.addAll(List.of(sub.split("/")));
        parts.removeIf(String::isEmpty);
        return "/" + String.join("/", parts);
    }

    private static Set<String> parameters(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(QueryParam.class)) {
                names.add(parameter.getAnnotation(QueryParam.class).value());
            }
            if (parameter.isAnnotationPresent(PathParam.class)) {
                names.add(parameter.getAnnotation(PathParam.class).value());
            }
        }
        return names;
    }

    private Map<String, Set<String>> described() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                Set<String> names = new TreeSet<>();
                for (JsonNode parameter : operation.getValue().path("parameters")) {
                    JsonNode shared =
                            document.at(parameter.path("$ref").asText("#").substring(1));
                    names.add((parameter.has("$ref") ? shared : parameter)
                            .path("name")
                            .asText());
                }
                found.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), names);
            }
        }
        return found;
    }

    @Test
    void every_resource_is_described_and_nothing_else_is() {
        assertThat(described()).isEqualTo(implemented());
    }

    @Test
    void every_operation_has_a_name_of_its_own() {
        List<String> names = document.path("paths").findValuesAsText("operationId");

        assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(described().keySet());
    }

    @Test
    void every_reference_leads_somewhere() {
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    static Stream<Arguments> records() {
        Map<String, Class<?>> records = new LinkedHashMap<>();
        records.put("Problem", ApiProblem.class);
        records.put("Diagnostic", Problem.class);
        records.put("Entry", EntryResource.Entry.class);
        records.put("User", EntryResource.User.class);
        records.put("Health", EntryResource.Health.class);
        records.put("Status", StatusJson.class);
        records.put("Template", TemplateJson.class);
        records.put("Component", ComponentJson.class);
        records.put("Export", ComponentJson.Export.class);
        records.put("Import", ComponentJson.Import.class);
        records.put("NewApplication", ApplicationsResource.NewApplication.class);
        records.put("Application", ApplicationJson.class);
        records.put("NewInstance", InstancesResource.Wanted.class);
        records.put("Instance", InstanceJson.class);
        records.put("Machine", MachineJson.class);
        records.put("Step", StepJson.class);
        records.put("ResolvedImport", ImportJson.class);
        records.put("Provider", ImportJson.Provider.class);
        records.put("WantedState", InstanceResource.WantedState.class);
        records.put("Explanation", ExplanationJson.class);
        records.put("Link", ExplanationJson.Link.class);
        records.put("Ordered", Ordered.class);
        records.put("Concerned", Ordered.Concerned.class);
        records.put("NewTarget", TargetsResource.Wanted.class);
        records.put("Target", TargetJson.class);
        records.put("TargetCheck", TargetCheck.class);
        records.put("Leaks", LeaksJson.class);
        records.put("Leak", LeaksJson.Leaked.class);
        records.put("MachineFacts", MachineFacts.class);
        records.put("NewAssociation", AssociationsResource.Wanted.class);
        records.put("Association", AssociationJson.class);
        records.put("NewBinding", BindingsResource.Wanted.class);
        records.put("Binding", BindingJson.class);
        records.put("ExternalExports", ExternalExports.class);
        records.put("Event", EventJson.class);
        records.put("Rejected", RejectedJson.class);
        return records.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_field_is_described_and_nothing_else_is(String schema, Class<?> record) {
        JsonNode properties = document.at("/components/schemas/" + schema + "/properties");
        List<String> described = new ArrayList<>();
        properties.fieldNames().forEachRemaining(described::add);

        assertThat(described)
                .containsExactlyElementsOf(Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    static Stream<Arguments> words() {
        List<String> problems = new ArrayList<>(names(ErrorCode.values()));
        problems.addAll(names(ApiProblem.Kind.values()));
        return Stream.of(
                Arguments.of("InstanceState", names(InstanceState.values())),
                Arguments.of("Reason", names(Reason.values())),
                Arguments.of("AgentStatus", names(AgentStatus.values())),
                Arguments.of("EventKind", names(ManagerEvent.Kind.values())),
                Arguments.of("RejectedProblem", names(RejectedMessage.Problem.values())),
                Arguments.of("ProblemCode", problems));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    @ParameterizedTest
    @MethodSource("words")
    void every_word_of_a_closed_list_is_described(String schema, List<String> words) {
        JsonNode described = document.at("/components/schemas/" + schema + "/enum");

        assertThat(StreamSupport.stream(described.spliterator(), false).map(JsonNode::asText))
                .containsExactlyElementsOf(words);
    }

    @Test
    void description_is_served() throws Exception {
        ApiServer.Answer answer = server.get("/openapi.json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json()).isEqualTo(document);
    }
}
