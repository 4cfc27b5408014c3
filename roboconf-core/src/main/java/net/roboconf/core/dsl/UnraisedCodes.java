package net.roboconf.core.dsl;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codes that no validation yields, and why. They stay in the list because tools and documents know their names, and
 * because the order of the codes is stable.
 */
final class UnraisedCodes {

    private static final Map<DiagnosticCode, String> WHY = why();

    private UnraisedCodes() {}

    private static Map<DiagnosticCode, String> why() {
        Map<DiagnosticCode, String> why = new EnumMap<>(DiagnosticCode.class);
        put(
                why,
                "Roboconf 0.9 declares this code, but never reports it.",
                PM_FORBIDDEN_NAME,
                CO_CYCLE_IN_COMPONENTS_INHERITANCE);
        put(
                why,
                "Only a program that builds a syntax tree by itself could bring this about; no text does.",
                PM_INVALID_BLOCK_TYPE,
                PM_UNKNOWN_PROPERTY_NAME,
                PM_MALFORMED_COMMENT,
                PM_MALFORMED_BLANK);
        put(
                why,
                "Only a program that builds a model by itself could bring this about; in a text the same mistake has a"
                        + " code that begins with PM or CO.",
                RM_DOT_IS_NOT_ALLOWED,
                RM_EMPTY_COMPONENT_NAME,
                RM_EMPTY_FACET_NAME,
                RM_INVALID_COMPONENT_NAME,
                RM_INVALID_FACET_NAME,
                RM_INVALID_COMPONENT_INSTALLER,
                RM_EMPTY_VARIABLE_NAME,
                RM_EMPTY_INSTANCE_NAME,
                RM_INVALID_INSTANCE_NAME,
                RM_EMPTY_INSTANCE_COMPONENT);
        put(
                why,
                "The roots of a graph are found, not declared: a component that is the child of another is none.",
                RM_NOT_A_ROOT_COMPONENT);
        put(
                why,
                "A template without graph lacks the folder, the file or a root component, which have codes of their own.",
                RM_MISSING_APPLICATION_GRAPHS);
        put(why, "Archives are read without a temporary folder.", PROJ_EXTRACT_TEMP, PROJ_DELETE_TEMP);
        put(
                why,
                "The deployment manager says so when an application is created; a project does not name its template.",
                PROJ_APPLICATION_TEMPLATE_NOT_FOUND);
        put(
                why,
                "Only Puppet knows, which a validation does not run; the deployment manager does, for what is uploaded.",
                REC_PUPPET_SYNTAX_ERROR);
        put(
                why,
                "It concerns Maven projects, which are not read.",
                REC_ARTIFACT_ID_IN_LOWER_CASE,
                REC_MISSING_README,
                REC_OFFICIAL_GROUP_ID,
                REC_NON_MATCHING_ARTIFACT_ID);
        put(
                why,
                "A machine may have no target of its own: one is chosen when it is deployed.",
                REC_TARGET_NO_PROPERTIES);
        put(why, "A command that does not exist is reported as CMD_INEXISTING_COMMAND.", CMD_INEXISTING_COMMAND_FILE);
        for (DiagnosticCode code : DiagnosticCode.values()) {
            if (code.name().startsWith("REST_")) {
                put(why, "Requests to the deployment manager are answered with codes of their own.", code);
            }
        }
        return why;
    }

    private static void put(Map<DiagnosticCode, String> why, String reason, DiagnosticCode... codes) {
        List.of(codes).forEach(code -> why.put(code, reason));
    }

    static Optional<String> why(DiagnosticCode code) {
        return Optional.ofNullable(WHY.get(code));
    }
}
