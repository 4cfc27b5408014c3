package net.roboconf.core.dsl;

import static net.roboconf.core.dsl.Level.SEVERE;
import static net.roboconf.core.dsl.Level.WARNING;

import java.util.Optional;

/**
 * All that can be wrong with a project, each with its level and its message. The prefix says which stage finds it: the
 * text ({@code P}), a block ({@code PM}), references ({@code CO}), the sense of it all ({@code RM}), the project
 * ({@code PROJ}), recipes, commands, rules, requests.
 *
 * <p>Names and order within a prefix are stable: tools and documentation refer to them. New codes are appended to their
 * section; those that Roboconf 0.9 had come first. Some are here for this reason alone, see {@link #whyNeverFound}.
 */
public enum DiagnosticCode {
    // 1. The text of a file.
    P_IO_ERROR(SEVERE, "%s could not be read: %s"),
    P_ONE_BLOCK_PER_LINE(
            SEVERE,
            "There is more text after the semicolon: %s. Put it on a line of its own; a semicolon inside a value needs double quotes."),
    P_PROPERTY_ENDS_WITH_SEMI_COLON(SEVERE, "The property %s must end with a semicolon."),
    P_IMPORT_ENDS_WITH_SEMI_COLON(SEVERE, "The import of %s must end with a semicolon."),
    P_O_C_BRACKET_EXTRA_CHARACTERS(
            SEVERE, "Nothing but a comment may follow the opening bracket of %s: move '%s' to the next line."),
    P_C_C_BRACKET_EXTRA_CHARACTERS(
            SEVERE, "Nothing but a comment may follow a closing bracket: move '%s' to the next line."),
    P_O_C_BRACKET_MISSING(SEVERE, "The declaration of %s must end with an opening bracket, on the same line."),
    P_C_C_BRACKET_MISSING(SEVERE, "The closing bracket of %s is missing."),
    P_UNRECOGNIZED_BLOCK(SEVERE, "'%s' is neither an import, a component, a facet nor an instance."),
    P_INVALID_PROPERTY(SEVERE, "'%s' is not a property of a %s."),
    P_INVALID_PROPERTY_OR_INSTANCE(
            SEVERE, "'%s' is neither a property nor an instance. Write 'name: value;' or 'instance of Component {'."),
    P_INVALID_FILE_TYPE(
            SEVERE,
            "%s defines instances and graph elements. Keep components and facets under graph/, instances under instances/."),
    P_EMPTY_FILE(WARNING, "%s holds nothing but blank lines and comments."),

    // 2. What a block says.
    PM_INVALID_BLOCK_TYPE(SEVERE, "%s is not a known kind of block."),
    PM_UNKNOWN_PROPERTY_NAME(WARNING, "%s is not a known property."),
    PM_FORBIDDEN_NAME(SEVERE, "%s is a reserved name: choose another one."),
    PM_EMPTY_PROPERTY_VALUE(
            SEVERE, "The property %s has no value. Give one, or remove the line; an empty text is written \"\"."),
    PM_EMPTY_IMPORT_LOCATION(SEVERE, "The import names no file. Write 'import file.graph;'."),
    PM_EMPTY_FACET_NAME(SEVERE, "The facet has no name. Write 'facet Name {'."),
    PM_EMPTY_REFERENCED_NAME(SEVERE, "A name is missing in the list of %s."),
    PM_EMPTY_COMPONENT_NAME(SEVERE, "The name of the component is missing."),
    PM_EMPTY_VARIABLE_NAME(SEVERE, "The name of a variable is missing in %s."),
    PM_INVALID_CHILD_NAME(
            SEVERE,
            "'%s' cannot be the name of a child. Names begin with a letter or '_', then come letters, digits, '_' and '-'."),
    PM_INVALID_NAME(
            SEVERE,
            "'%s' is not a valid name for a %s. Names begin with a letter or '_', then come letters, digits, '_' and '-'."),
    PM_INVALID_EXPORT_COMPLEX_VALUE(SEVERE, "The quoted value of %s is malformed: %s."),
    PM_INVALID_EXPORTED_VAR_NAME(
            SEVERE,
            "'%s' is not a valid name for an exported variable. Names begin with a letter or '_', then come letters, digits, '_', '-' and '.'."),
    PM_EXTERNAL_IS_KEYWORD_FOR_IMPORTS(
            SEVERE,
            "'%s': external is a keyword of imports. What other applications may import is listed in descriptor/application.properties."),
    PM_INVALID_IMPORTED_VAR_NAME(SEVERE, "'%s' is not a valid import. Write Component.variable or Component.*."),
    PM_INVALID_INSTALLER_NAME(
            SEVERE,
            "'%s' is not a valid name for an installer. Names begin with a letter or '_', then come letters, digits, spaces, '_', '-' and '.'."),
    PM_INVALID_INSTANCE_ELEMENT(SEVERE, "An instance holds properties and instances only: move %s out of it."),
    PM_INVALID_INSTANCE_COUNT(SEVERE, "'%s' is not a valid count: %s."),
    PM_USELESS_INSTANCE_COUNT(WARNING, "The count of %s is 1, as without this line."),
    PM_PROPERTY_NOT_APPLIABLE(SEVERE, "A %s has no property %s."),
    PM_DUPLICATE_PROPERTY(SEVERE, "The property %s is given more than once. Only exports and imports may be repeated."),
    PM_MISSING_INSTANCE_NAME(SEVERE, "This instance of %s has no name. Add a line 'name: ...;'."),
    PM_INVALID_INSTANCE_NAME(
            SEVERE,
            "'%s' is not a valid name for an instance. Names begin with a letter or '_', then come letters, digits, spaces, '_', '-' and '.'."),
    PM_DOT_IS_NOT_ALLOWED(
            SEVERE,
            "The name %s contains a dot. Components and facets have none: it separates them from their variables."),
    PM_INCOMPLETE_IMPORTED_VAR_NAME(SEVERE, "'%s' is incomplete. Write Component.variable or Component.*."),
    PM_MALFORMED_COMMENT(WARNING, "The comment %s does not begin with '#'."),
    PM_MALFORMED_BLANK(WARNING, "The blank line %s holds text."),

    // 3. Names and files that refer to each other.
    CO_NOT_A_GRAPH(SEVERE, "%s is not a graph file: it defines instances."),
    CO_NOT_INSTANCES(SEVERE, "%s is not a file of instances: it defines components or facets."),
    CO_UNREACHABLE_FILE(
            SEVERE, "The imported file %s does not exist. Locations are relative to %s/, not to the importing file."),
    CO_ALREADY_DEFINED_FACET(SEVERE, "The facet %s is defined more than once."),
    CO_ALREADY_DEFINED_COMPONENT(SEVERE, "The component %s is defined more than once."),
    CO_ALREADY_DEFINED_INSTANCE(SEVERE, "The instance %s is defined more than once at the same place."),
    CO_CYCLE_IN_COMPONENTS_INHERITANCE(SEVERE, "The component %s extends itself: %s."),
    CO_CONFLICTING_INFERRED_INSTANCE(
            SEVERE, "The count of %s yields an instance %s, which exists already at the same place."),
    CO_INEXISTING_CHILD(SEVERE, "%s, a child of %s, does not exist."),
    CO_INEXISTING_COMPONENT(SEVERE, "The component %s, %s, does not exist."),
    CO_INEXISTING_FACET(SEVERE, "The facet %s, %s, does not exist."),
    CO_CONFLICTING_NAME(SEVERE, "%s is the name of a component and of a facet. Rename one of them."),
    CO_GRAPH_COULD_NOT_BE_BUILT(SEVERE, "The instances of %s cannot be loaded: there is no graph."),

    // 4. The sense of the graph, the instances and the descriptor.
    RM_MISSING_APPLICATION_NAME(SEVERE, "The descriptor gives no name. Add a line 'name = ...'."),
    RM_INVALID_APPLICATION_NAME(
            SEVERE,
            "'%s' is not a valid name for an application. Names begin with a letter or '_', then come letters, digits, spaces, '_', '-', '.' and brackets."),
    RM_MISSING_APPLICATION_DSL_ID(
            WARNING, "The descriptor does not say which language it uses. Add a line 'dsl-id = roboconf-1.0'."),
    RM_MISSING_APPLICATION_VERSION(SEVERE, "The descriptor gives no version. Add a line 'version = 1.0'."),
    RM_INVALID_APPLICATION_VERSION(
            SEVERE,
            "'%s' is not a valid version. Write major.minor, then a patch number or a qualifier if you like: 1.0, 1.0.3, 1.0-rc1."),
    RM_MISSING_APPLICATION_GEP(
            SEVERE, "The descriptor does not name the first graph file. Add a line 'graph-entry-point = main.graph'."),
    RM_MISSING_APPLICATION_GRAPHS(SEVERE, "The graph defines no component."),
    RM_MISSING_APPLICATION_EXPORT_PREFIX(
            SEVERE, "The application exports variables but has no prefix for them. Add a line 'exports-prefix = ...'."),
    RM_INVALID_APPLICATION_EXPORT_PREFIX(
            SEVERE,
            "'%s' is not a valid exports prefix. It begins with a letter or '_', then come letters, digits, '_', '-' and '.'."),
    RM_DOT_IS_NOT_ALLOWED(
            SEVERE,
            "The name %s contains a dot. Components and facets have none: it separates them from their variables."),
    RM_EMPTY_COMPONENT_NAME(SEVERE, "A component has no name."),
    RM_EMPTY_FACET_NAME(SEVERE, "A facet has no name."),
    RM_INVALID_COMPONENT_NAME(SEVERE, "'%s' is not a valid name for a component."),
    RM_INVALID_FACET_NAME(SEVERE, "'%s' is not a valid name for a facet."),
    RM_EMPTY_COMPONENT_INSTALLER(
            SEVERE, "The component %s has no installer, and inherits none. Add a line 'installer: ...;'."),
    RM_INVALID_COMPONENT_INSTALLER(SEVERE, "'%s' is not a valid name for an installer."),
    RM_COMPONENT_IMPORTS_EXPORTS(
            SEVERE,
            "%s needs %s, which it exports itself: its first instance could never start. Make this import optional."),
    RM_ROOT_INSTALLER_MUST_BE_TARGET(
            SEVERE,
            "%s is the child of no component, so its instances are machines and its installer must be target, not %s. Or add it to the children of another component."),
    RM_EMPTY_VARIABLE_NAME(SEVERE, "A variable of %s has no name."),
    RM_INVALID_VARIABLE_NAME(
            SEVERE,
            "'%s' is not a valid name for a variable. Names begin with a letter or '_', then come letters, digits, '_', '-' and '.'."),
    RM_MAGIC_INSTANCE_VARIABLE(
            WARNING, "%s exports %s, which its component %s does not define: nothing can import it."),
    RM_MISSING_VARIABLE_VALUE(
            SEVERE, "%s exports %s, which has no value. Give one in the instance, or a default in the graph."),
    RM_AMBIGUOUS_OVERRIDING(
            WARNING, "%s stands for several variables of %s: %s. All are set; use a full name to set one."),
    RM_INVALID_EXTERNAL_EXPORT(SEVERE, "No component exports %s, which the descriptor exports to other applications."),
    RM_ALREADY_DEFINED_EXTERNAL_EXPORT(SEVERE, "The alias %s is used twice in the exports of the descriptor."),
    RM_INVALID_RANDOM_KIND(SEVERE, "'%s' cannot be chosen at random for %s: only random[port] exists."),
    RM_NO_VALUE_FOR_RANDOM(
            SEVERE, "%s is chosen at random, so the graph gives it no value. Remove the value, or random[...]."),
    RM_CYCLE_IN_COMPONENTS(SEVERE, "The component %s is a child of itself: %s."),
    RM_CYCLE_IN_COMPONENTS_INHERITANCE(SEVERE, "The component %s extends itself: %s."),
    RM_CYCLE_IN_FACETS_INHERITANCE(SEVERE, "The facet %s extends itself: %s."),
    RM_NO_ROOT_COMPONENT(
            SEVERE,
            "The graph has no root: it needs a component with the installer target that is the child of no other."),
    RM_NOT_A_ROOT_COMPONENT(SEVERE, "The component %s is no root: it is a child of %s."),
    RM_UNRESOLVABLE_VARIABLE(SEVERE, "%s imports %s, which no component exports."),
    RM_UNRESOLVABLE_FACET_VARIABLE(SEVERE, "%s imports %s, but no component has the facet %s."),
    RM_EMPTY_INSTANCE_NAME(SEVERE, "An instance of %s has no name."),
    RM_INVALID_INSTANCE_NAME(SEVERE, "'%s' is not a valid name for an instance."),
    RM_EMPTY_INSTANCE_COMPONENT(SEVERE, "The instance %s has no component."),
    RM_MISSING_INSTANCE_PARENT(SEVERE, "%s cannot be a root instance: %s must be placed over another component."),
    RM_INVALID_INSTANCE_PARENT(SEVERE, "%s cannot be placed over %s: %s is not a child of %s."),
    RM_UNREACHABLE_COMPONENT(
            SEVERE, "The component %s cannot be reached: it is a child only of %s, which no component has."),
    RM_ORPHAN_FACET(WARNING, "No component has the facet %s."),
    RM_ORPHAN_FACET_WITH_CHILDREN(
            WARNING, "No component has the facet %s, so that its children cannot be placed over it."),
    RM_CYCLE_IN_IMPORTS(
            WARNING,
            "None of these can ever start, as each needs another one first: %s. Make one of these imports optional."),
    RM_TOO_MANY_VARIABLES(
            SEVERE,
            "With the component %s the graph exports more than %s variables, inherited ones included. Shorten the chain of components that extend each other."),
    RM_INVALID_SUPERVISION(SEVERE, "The setting %s is not valid: %s."),

    // 5. The folders and files of a project.
    PROJ_NO_GRAPH_DIR(SEVERE, "The folder graph/ is missing."),
    PROJ_NO_DESC_DIR(SEVERE, "The folder descriptor/ is missing."),
    PROJ_NO_DESC_FILE(SEVERE, "The file descriptor/application.properties is missing."),
    PROJ_MISSING_GRAPH_EP(SEVERE, "The first graph file %s does not exist."),
    PROJ_MISSING_INSTANCE_EP(SEVERE, "The first file of instances %s does not exist."),
    PROJ_EXTRACT_TEMP(SEVERE, "No temporary folder could be made for the archive: %s"),
    PROJ_EXTRACT_ZIP(SEVERE, "The archive %s could not be unpacked: %s"),
    PROJ_DELETE_TEMP(WARNING, "The temporary folder %s could not be deleted: %s"),
    PROJ_READ_DESC_FILE(SEVERE, "The descriptor could not be read: %s"),
    PROJ_INVALID_EXTERNAL_EXPORTS(
            SEVERE, "'%s' is not a valid export to other applications. Write 'Component.variable as alias'."),
    PROJ_NO_RESOURCE_DIRECTORY(WARNING, "The component %s has no recipe: there is no folder %s."),
    PROJ_APPLICATION_TEMPLATE_NOT_FOUND(SEVERE, "The template %s does not exist."),
    PROJ_INVALID_COMMAND_EXT(SEVERE, "%s is not a file of commands: their names end with .commands."),
    PROJ_INVALID_RULE_EXT(SEVERE, "%s is not a rule: the names of rules end with .drl."),
    PROJ_UNREACHABLE_FILE(WARNING, "%s is never imported, so that nothing in it counts."),
    PROJ_INVALID_FILE_LOCATION(WARNING, "%s is not under %s/, so that nothing in it counts."),
    PROJ_INVALID_PROBE_EXT(
            WARNING,
            "%s holds neither probes nor measures, so that nothing in it counts: their names end with .probes, .measures or .measures.properties."),

    // 6. Recipes and targets.
    REC_PUPPET_DISLIKES_WILDCARD_IMPORTS(
            WARNING, "The Puppet component %s imports %s: Puppet classes want each variable by name."),
    REC_PUPPET_HAS_NO_RBCF_MODULE(
            SEVERE, "The recipe of %s has no Puppet module: the name of its folder must begin with roboconf_."),
    REC_PUPPET_HAS_TOO_MANY_RBCF_MODULES(
            SEVERE, "The recipe of %s has several Puppet modules that begin with roboconf_: keep one."),
    REC_PUPPET_MISSING_PARAM_IMPORT_DIFF(
            SEVERE,
            "The Puppet class of %s has no parameter importDiff, which says what changed. Add $importDiff = undef."),
    REC_PUPPET_MISSING_PARAM_RUNNING_STATE(
            SEVERE, "The Puppet class of %s has no parameter runningState. Add $runningState = undef."),
    REC_PUPPET_MISSING_PARAM_FROM_IMPORT(WARNING, "The Puppet class of %s has no parameter for the import %s."),
    REC_PUPPET_SYNTAX_ERROR(SEVERE, "%s is not valid Puppet code: %s"),
    REC_SCRIPT_NO_SCRIPTS_DIR(
            SEVERE, "The recipe of %s has no folder %s/scripts. Put its scripts there: deploy.sh, start.sh and so on."),
    REC_ARTIFACT_ID_IN_LOWER_CASE(WARNING, "The artifact %s should be in lower case."),
    REC_MISSING_README(WARNING, "The recipe project %s has no readme."),
    REC_OFFICIAL_GROUP_ID(WARNING, "The group of an official recipe should be %s."),
    REC_NON_MATCHING_ARTIFACT_ID(WARNING, "The artifact %s and the project %s should have the same name."),
    REC_AVOID_INSTANCES(WARNING, "A reusable recipe should define no instances: remove %s."),
    REC_TARGET_NO_ID(SEVERE, "The target %s has no id. Add a line 'id = ...'."),
    REC_TARGET_NO_HANDLER(SEVERE, "The target %s has no handler. Add a line 'handler = ...'."),
    REC_TARGET_INVALID_FILE_OR_CONTENT(SEVERE, "The target %s could not be read: %s"),
    REC_TARGET_CONFLICTING_ID(SEVERE, "Another target of this project has the id %s too. Give each its own."),
    REC_TARGET_NO_NAME(WARNING, "The target %s has no name for people. Add a line 'name = ...'."),
    REC_TARGET_NO_PROPERTIES(SEVERE, "There are no properties of a target in %s."),
    REC_PROBE_NO_COMPONENT(WARNING, "There is no component %s, so that nothing in %s counts."),
    REC_PROBE_OF_MACHINE(
            WARNING,
            "%s is a machine, and agents look at what runs on machines only: nothing in %s counts. Name a component over it."),
    REC_PROBE_INVALID_SYNTAX(SEVERE, "The probe '%s' is malformed: %s."),
    REC_PROBE_UNKNOWN_HANDLER(
            WARNING, "Roboconf has no handler %s for probes; an extension must bring it to each agent."),
    REC_PROBE_UNKNOWN_VARIABLE(
            SEVERE,
            "The probe needs the value of %s: %s neither exports nor imports such a variable, and no other component exports it under this full name."),
    REC_MEASURE_INVALID_SYNTAX(SEVERE, "The measure '%s' is malformed: %s."),
    REC_MEASURE_UNKNOWN_HANDLER(
            WARNING, "Roboconf has no handler %s for measures; an extension must bring it to each agent."),
    REC_MEASURE_UNKNOWN_VALUE(WARNING, "The measure needs the value of %s, which is not in %s."),
    REC_MEASURE_VALUES_UNREADABLE(SEVERE, "The values of measures in %s could not be read: %s."),

    // 7. Commands.
    CMD_INVALID_TARGET_ID(SEVERE, "'%s' is not the id of a target. Write 'associate /machine with target'."),
    CMD_NO_MATCHING_INSTANCE(SEVERE, "There is no instance %s."),
    CMD_NOT_AN_ACCEPTABLE_PARENT(SEVERE, "%s cannot be placed over %s: it is not a child of %s."),
    CMD_CANNOT_HAVE_ANY_PARENT(
            SEVERE, "%s is the child of nothing, so that its instances have no parent. Remove 'under'."),
    CMD_NOT_A_SCOPED_INSTANCE(SEVERE, "%s is not a machine: only an instance whose installer is target has a target."),
    CMD_NOT_A_ROOT_INSTANCE(SEVERE, "%s is not a root instance: only those can be replicated."),
    CMD_UNRECOGNIZED_INSTRUCTION(SEVERE, "'%s' is not a known instruction."),
    CMD_INVALID_INSTANCE_STATUS(SEVERE, "'%s' is not the status of an instance."),
    CMD_INSTABLE_INSTANCE_STATUS(
            SEVERE,
            "%s cannot be asked for: it comes by itself. Ask for NOT_DEPLOYED, DEPLOYED_STOPPED or DEPLOYED_STARTED."),
    CMD_EMPTY_VARIABLE_NAME(SEVERE, "The name of the variable is missing. Write 'define name = value'."),
    CMD_MISSING_INSTANCE_NAME(SEVERE, "The name of the instance is missing."),
    CMD_INVALID_INSTANCE_NAME(
            SEVERE,
            "'%s' is not a valid name for an instance. Names begin with a letter or '_', then come letters, digits, spaces, '_', '-' and '.'."),
    CMD_MISSING_COMPONENT_NAME(SEVERE, "The name of the component is missing."),
    CMD_INEXISTING_COMPONENT(SEVERE, "There is no component %s."),
    CMD_MISSING_PARENT_INSTANCE(SEVERE, "The instance over which %s is to be placed is missing. Add 'under /parent'."),
    CMD_CONFLICTING_INSTANCE_NAME(SEVERE, "There is already an instance %s."),
    CMD_EMAIL_NO_MESSAGE(SEVERE, "The e-mail has no message. Write it behind 'with'."),
    CMD_NO_INSTRUCTION(WARNING, "%s holds no instruction."),
    CMD_UNRESOLVED_VARIABLE(SEVERE, "The variable %s is not defined above this line."),
    CMD_INVALID_SYNTAX(SEVERE, "'%s' is malformed: %s."),
    CMD_MISSING_TARGET_FILE(SEVERE, "The file to write is missing. Name it behind 'into'."),
    CMD_MISSING_COMMAND_NAME(SEVERE, "The name of the command is missing."),
    CMD_INEXISTING_COMMAND(SEVERE, "There is no command %s: commands are files in commands/."),
    CMD_INEXISTING_COMMAND_FILE(SEVERE, "There is no file of commands %s."),
    CMD_LOOPING_COMMAND(SEVERE, "The command %s executes itself."),
    CMD_NASTY_LOOPING_COMMAND(SEVERE, "The command %s executes %s, which executes %s: this never ends."),
    CMD_INVALID_DATE_PATTERN(SEVERE, "'%s' is not a valid pattern for a date. Write one like yyyy-MM-dd or HH.mm."),
    CMD_NO_MIX_FOR_PATTERNS(
            SEVERE,
            "'%s' mixes what does not go together: FORMATTED_TIME must be the whole value, and there may be one kind of index only."),
    CMD_INVALID_INDEX_PATTERN(
            SEVERE,
            "'%s' is not a valid pattern for an index. Write SMART_INDEX, EXISTING_INDEX MIN, or EXISTING_INDEX MAX < 10."),

    // 8. Autonomic rules.
    RULE_IO_ERROR(SEVERE, "The rule %s could not be read: %s"),
    RULE_EMPTY_NAME(SEVERE, "The rule of %s has no name. Write 'rule \"name\"'."),
    RULE_INVALID_SYNTAX(SEVERE, "The rule of %s is malformed: %s."),
    RULE_EMPTY_WHEN(SEVERE, "The rule %s names no event after 'when'."),
    RULE_EMPTY_THEN(SEVERE, "The rule %s names no command after 'then'."),
    RULE_UNKNOWN_COMMAND(SEVERE, "The rule %s names the command %s, which does not exist."),

    // 9. Requests to the deployment manager.
    REST_TARGET_CONTAINS_ERROR(SEVERE, "The target is not valid: %s"),
    REST_TARGET_ASSOCIATION_ERROR(SEVERE, "The target %s could not be associated: %s"),
    REST_TARGET_HINT_ERROR(SEVERE, "The hint for the target %s could not be changed: %s"),
    REST_AUTH_NO_MNGR(SEVERE, "Nobody can log in: there is no authentication service."),
    REST_AUTH_FAILED(SEVERE, "The login failed."),
    REST_SCHEDULER_IS_UNAVAILABLE(SEVERE, "The scheduler is not available."),
    REST_INEXISTING(SEVERE, "%s does not exist."),
    REST_MISSING_PROPERTY(SEVERE, "The property %s is missing."),
    REST_DELETION_ERROR(SEVERE, "%s could not be deleted: %s"),
    REST_IO_ERROR(SEVERE, "A file could not be read or written: %s"),
    REST_UNDETAILED_ERROR(SEVERE, "The request failed: %s"),
    REST_MESSAGING_ERROR(SEVERE, "The messaging failed: %s"),
    REST_SAVE_ERROR(SEVERE, "%s could not be saved: %s"),
    REST_MNGMT_ZIP_ERROR(SEVERE, "The archive could not be read: %s"),
    REST_MNGMT_INVALID_TPL(SEVERE, "The template is not valid: %s"),
    REST_MNGMT_INVALID_URL(SEVERE, "'%s' is not a valid URL."),
    REST_MNGMT_CONFLICT(SEVERE, "%s exists already."),
    REST_MNGMT_APP_SHUTDOWN_ERROR(SEVERE, "The application %s could not be shut down: %s"),
    REST_MNGMT_INVALID_IMAGE(SEVERE, "The image is not valid: %s"),
    REST_APP_EXEC_ERROR(SEVERE, "The command %s failed: %s"),
    REST_DEBUG_AGENT_KO(SEVERE, "The agent of %s did not answer."),
    REST_DEBUG_MSG_SENT(SEVERE, "A message was sent to %s.");

    private final Level level;
    private final String template;

    DiagnosticCode(Level level, String template) {
        this.level = level;
        this.template = template;
    }

    /** Whether a project with this finding can be used. */
    public Level level() {
        return level;
    }

    /** The message, with {@code %s} for each named thing. */
    public String template() {
        return template;
    }

    /** Why no validation yields this code, a sentence; empty if there are projects that have it. */
    public Optional<String> whyNeverFound() {
        return UnraisedCodes.why(this);
    }
}
