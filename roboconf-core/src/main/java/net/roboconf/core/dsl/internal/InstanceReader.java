package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.SyntaxNode;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;
import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.messaging.SupervisionSettings;

/** Reads what an instance and those nested in it say, each property by itself. */
final class InstanceReader {

    /** More instances than this in one project are taken for a mistake in a count. */
    static final int MOST_INSTANCES = 1_000_000;

    private static final String DATA = "data.";

    private final Block block;
    private final Findings findings;
    private final List<DeclaredInstance> children = new ArrayList<>();
    private final Map<String, Location> seen = new HashMap<>();
    private final Map<Token, String> overrides = new LinkedHashMap<>();
    private final Map<String, String> data = new LinkedHashMap<>();
    private List<String> channels = List.of();
    private Token writtenName;
    private int count = 1;
    private Location countLocation;
    private boolean damaged;

    private InstanceReader(Block block, Findings findings) {
        this.block = block;
        this.findings = findings;
        this.countLocation = block.name().location();
    }

    /** Reads an instance, outer ones before inner ones, without the thread's stack: they may be nested deep. */
    static DeclaredInstance read(Block root, Findings findings) {
        Deque<InstanceReader> open = new ArrayDeque<>();
        Deque<Iterator<SyntaxNode>> positions = new ArrayDeque<>();
        open.push(new InstanceReader(root, findings).properties());
        positions.push(root.body().iterator());
        while (true) {
            InstanceReader reader = open.element();
            if (positions.element().hasNext()) {
                SyntaxNode node = positions.element().next();
                if (node instanceof Block nested && nested.kind() == BlockKind.INSTANCE) {
                    open.push(new InstanceReader(nested, findings).properties());
                    positions.push(nested.body().iterator());
                }
                continue;
            }
            open.remove();
            positions.remove();
            if (open.isEmpty()) {
                return reader.instance();
            }
            open.element().children.add(reader.instance());
        }
    }

    private InstanceReader properties() {
        Token component = block.name();
        if (component.text().isEmpty()) {
            findings.add(PM_EMPTY_COMPONENT_NAME, component.location());
        } else if (!Names.isId(component.text())) {
            findings.add(PM_INVALID_NAME, component.location(), component.text(), "component");
        } else if (component.text().indexOf('.') >= 0) {
            findings.add(PM_DOT_IS_NOT_ALLOWED, component.location(), component.text());
        }
        int before = findings.severe();
        for (SyntaxNode node : block.body()) {
            if (node instanceof PropertyLine property) {
                property(property);
            }
        }
        damaged = block.damaged() || findings.severe() > before;
        return this;
    }

    private void property(PropertyLine property) {
        Token name = property.name();
        Location first = seen.putIfAbsent(name.text(), name.location());
        if (first != null) {
            findings.add(Diagnostic.of(PM_DUPLICATE_PROPERTY, name.location(), name.text())
                    .relatedTo(first));
            return;
        }
        if (property.value().isBlank()) {
            findings.add(PM_EMPTY_PROPERTY_VALUE, name.location(), name.text());
            return;
        }
        Token written = property.value();
        Token value = unquoted(written);
        switch (name.text()) {
            case "name" -> writtenName = isQuoted(written) ? value : written;
            case "count" -> count(value);
            case "channels" -> channels = channels(value);
            case "instance-data" -> instanceData(value);
            case "instance-state" -> {
                // Written by a deployment manager of old: states are no longer kept in such files.
            }
            default -> variableOrData(name, value);
        }
    }

    private static boolean isQuoted(Token value) {
        String text = value.text().strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    }

    private static Token unquoted(Token value) {
        Token stripped = value.stripped();
        return isQuoted(value) ? stripped.part(1, stripped.text().length() - 1) : stripped;
    }

    private static List<String> channels(Token value) {
        return ValueList.split(value).stream()
                .map(Token::text)
                .filter(channel -> !channel.isEmpty())
                .toList();
    }

    private void count(Token value) {
        countLocation = value.location();
        String text = value.text();
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
            findings.add(PM_INVALID_INSTANCE_COUNT, value.location(), text, "it must be a number, 1 or more");
        } else if (Integer.parseInt(text) > MOST_INSTANCES) {
            findings.add(PM_INVALID_INSTANCE_COUNT, value.location(), text, "it must not exceed " + MOST_INSTANCES);
        } else {
            count = Integer.parseInt(text);
            if (count == 1) {
                String title = writtenName == null ? block.name().text() : writtenName.text();
                findings.add(PM_USELESS_INSTANCE_COUNT, value.location(), title);
            }
        }
    }

    private void instanceData(Token value) {
        for (Token entry : ValueList.split(value)) {
            int equals = entry.text().indexOf('=');
            if (equals > 0) {
                datum(
                        entry.part(0, equals).stripped(),
                        entry.part(equals + 1, entry.text().length()).stripped());
            }
        }
    }

    private void variableOrData(Token name, Token value) {
        String text = name.text();
        if (text.startsWith(DATA)) {
            if (text.length() == DATA.length()) {
                findings.add(PM_EMPTY_VARIABLE_NAME, name.location(), text);
            } else {
                datum(name.part(DATA.length(), text.length()), value);
            }
        } else if (Names.isId(text)) {
            overrides.put(name, value.text());
        } else {
            findings.add(RM_INVALID_VARIABLE_NAME, name.location(), text);
        }
    }

    private void datum(Token key, Token value) {
        data.put(key.text(), value.text());
        if (key.text().startsWith(SupervisionSettings.DATA_PREFIX)) {
            String setting = key.text().substring(SupervisionSettings.DATA_PREFIX.length());
            SupervisionSettings.problem(setting, value.text())
                    .ifPresent(why -> findings.add(RM_INVALID_SUPERVISION, key.location(), key.text(), why));
        }
    }

    private DeclaredInstance instance() {
        return new DeclaredInstance(
                block.name(), name(), count, countLocation, overrides, data, channels, List.copyOf(children), damaged);
    }

    private Optional<Token> name() {
        if (writtenName == null) {
            if (!seen.containsKey("name") && !block.damaged()) {
                findings.add(
                        PM_MISSING_INSTANCE_NAME,
                        block.name().location(),
                        block.name().text());
            }
            return Optional.empty();
        }
        // "VM " with a count makes "VM 1"; without a count nobody means the space.
        Token name = count > 1 ? writtenName : writtenName.stripped();
        if (!Names.isFlexibleId(name.text())) {
            findings.add(PM_INVALID_INSTANCE_NAME, name.location(), name.text());
            return Optional.empty();
        }
        return Optional.of(name);
    }
}
