package net.roboconf.core.dsl.internal;

import java.util.List;
import net.roboconf.core.dsl.syntax.SyntaxParser;
import net.roboconf.core.model.InstanceDefinition;

/** Writes instances in the language, and reads them again. */
public final class InstancesText {

    private final StringBuilder text = new StringBuilder();

    private InstancesText() {}

    public static String of(List<InstanceDefinition> instances) {
        InstancesText result = new InstancesText();
        instances.forEach(result::instance);
        return result.text.toString();
    }

    static List<InstanceDefinition> read(String text, Findings findings) {
        return new InstanceTree(SyntaxParser.parse("i.instances", text).tree().blocks().stream()
                        .map(block -> InstanceReader.read(block, findings))
                        .toList())
                .definitions();
    }

    private void instance(InstanceDefinition instance) {
        text.append("instance of ").append(instance.component()).append(" {\n");
        property("name", instance.name());
        if (!instance.channels().isEmpty()) {
            property("channels", String.join(", ", instance.channels()));
        }
        instance.data().forEach((key, value) -> property("data." + key, '"' + value + '"'));
        instance.overrides().forEach((variable, value) -> property(variable, '"' + value + '"'));
        instance.children().forEach(this::instance);
        text.append("}\n");
    }

    private void property(String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append(";\n");
    }
}
