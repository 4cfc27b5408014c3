package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.internal.Descriptor.ExternalExport;
import net.roboconf.core.dsl.internal.Descriptor.Setting;

/** Reads the descriptor of a template. Its oldest keys begin with {@code application-}; they are still understood. */
final class DescriptorReader {

    private static final String LEGACY = "application-";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern ALIAS = Pattern.compile("(\\S+)\\s+as\\s+(\\S+)", Pattern.CASE_INSENSITIVE);

    private final Findings findings;
    private final Location file = Location.file(Descriptor.FILE);
    private final Map<String, Setting> values = new HashMap<>();

    private DescriptorReader(Findings findings) {
        this.findings = findings;
    }

    static Descriptor read(String text, Findings findings) {
        DescriptorReader reader = new DescriptorReader(findings);
        try {
            for (PropertiesText.Entry entry : PropertiesText.read(Descriptor.FILE, text)) {
                reader.values.put(entry.key(), new Setting(entry.value().strip(), entry.location()));
            }
        } catch (IllegalArgumentException e) {
            findings.add(PROJ_READ_DESC_FILE, reader.file, e.getMessage());
            return new Descriptor("", "", "", "", Set.of(), Optional.empty(), Optional.empty(), "", List.of());
        }
        return reader.descriptor();
    }

    private Descriptor descriptor() {
        String displayName = required(legacy("name"), RM_MISSING_APPLICATION_NAME);
        String name = withoutAccents(displayName);
        check(legacy("name"), Names.isApplication(name), RM_INVALID_APPLICATION_NAME);
        String version = required(legacy("version"), RM_MISSING_APPLICATION_VERSION);
        check(legacy("version"), Names.isVersion(version), RM_INVALID_APPLICATION_VERSION);
        required(legacy("dsl-id"), RM_MISSING_APPLICATION_DSL_ID);
        required(value("graph-entry-point"), RM_MISSING_APPLICATION_GEP);
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : value("tags").map(Setting::value).orElse("").split(",")) {
            tags.add(tag.strip());
        }
        tags.remove("");
        List<ExternalExport> exports = exports();
        if (!exports.isEmpty()) {
            required(value("exports-prefix"), RM_MISSING_APPLICATION_EXPORT_PREFIX);
        }
        String prefix = value("exports-prefix").map(Setting::value).orElse("");
        check(value("exports-prefix"), Names.isId(prefix), RM_INVALID_APPLICATION_EXPORT_PREFIX);
        return new Descriptor(
                name,
                displayName,
                version,
                legacy("description").map(Setting::value).orElse(""),
                tags,
                value("graph-entry-point"),
                value("instance-entry-point"),
                prefix,
                exports);
    }

    private static String withoutAccents(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }

    private Optional<Setting> value(String key) {
        return Optional.ofNullable(values.get(key))
                .filter(value -> !value.value().isEmpty());
    }

    private Optional<Setting> legacy(String key) {
        return value(key).or(() -> value(LEGACY + key));
    }

    private String required(Optional<Setting> value, DiagnosticCode code) {
        if (value.isEmpty()) {
            findings.add(code, file);
        }
        return value.map(Setting::value).orElse("");
    }

    private void check(Optional<Setting> value, boolean valid, DiagnosticCode code) {
        if (value.isPresent() && !valid) {
            findings.add(code, value.get().location(), value.get().value());
        }
    }

    private List<ExternalExport> exports() {
        List<ExternalExport> exports = new ArrayList<>();
        Optional<Setting> list = value("exports");
        if (list.isEmpty()) {
            return exports;
        }
        Location location = list.get().location();
        Set<String> aliases = new HashSet<>();
        for (String element : list.get().value().split(",", -1)) {
            Matcher matcher = ALIAS.matcher(element.strip());
            if (!matcher.matches() || !Names.isId(matcher.group(1)) || !Names.isId(matcher.group(2))) {
                findings.add(PROJ_INVALID_EXTERNAL_EXPORTS, location, element.strip());
            } else if (!aliases.add(matcher.group(2))) {
                findings.add(RM_ALREADY_DEFINED_EXTERNAL_EXPORT, location, matcher.group(2));
            } else {
                exports.add(new ExternalExport(matcher.group(1), matcher.group(2), location));
            }
        }
        return exports;
    }
}
