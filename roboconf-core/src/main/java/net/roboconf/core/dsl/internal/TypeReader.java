package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.BlockKind;
import net.roboconf.core.dsl.syntax.SyntaxNode;
import net.roboconf.core.dsl.syntax.SyntaxNode.Block;
import net.roboconf.core.dsl.syntax.SyntaxNode.PropertyLine;
import net.roboconf.core.dsl.syntax.Token;

/** Reads what a component or a facet says, each property by itself; whether the names exist is not looked at. */
final class TypeReader {

    private static final List<String> COMPONENT =
            List.of("installer", "children", "facets", "extends", "exports", "imports");
    private static final List<String> FACET = List.of("children", "extends", "exports");
    private static final List<String> INSTANCE =
            List.of("name", "count", "channels", "instance-data", "instance-state");

    private final Block block;
    private final Findings findings;
    private final Spelling spelling;
    private final Map<String, Location> seen = new HashMap<>();

    private Optional<Token> installer = Optional.empty();
    private List<Token> supers = List.of();
    private List<Token> facets = List.of();
    private List<Token> children = List.of();
    private final List<DeclaredExport> exports = new ArrayList<>();
    private final List<DeclaredImport> imports = new ArrayList<>();

    private TypeReader(Block block, Findings findings, Spelling spelling) {
        this.block = block;
        this.findings = findings;
        this.spelling = spelling;
    }

    static DeclaredType read(Block block, Findings findings, Spelling spelling) {
        return new TypeReader(block, findings, spelling).read();
    }

    private DeclaredType read() {
        int before = findings.severe();
        checkName();
        for (SyntaxNode node : block.body()) {
            if (node instanceof PropertyLine property) {
                property(property);
            }
        }
        boolean damaged = block.damaged() || findings.severe() > before;
        return new DeclaredType(
                block.kind(), block.name(), installer, supers, facets, children, exports, imports, damaged);
    }

    private boolean isComponent() {
        return block.kind() == BlockKind.COMPONENT;
    }

    private void checkName() {
        Token name = block.name();
        if (name.text().isEmpty()) {
            findings.add(isComponent() ? PM_EMPTY_COMPONENT_NAME : PM_EMPTY_FACET_NAME, name.location());
        } else if (!Names.isId(name.text())) {
            Diagnostic found = Diagnostic.of(
                    PM_INVALID_NAME, name.location(), name.text(), block.kind().word());
            boolean instance = name.text().regionMatches(true, 0, "instance", 0, 8);
            findings.add(instance ? found.suggesting("Did you mean 'instance of'?") : found);
        } else if (name.text().indexOf('.') >= 0) {
            findings.add(PM_DOT_IS_NOT_ALLOWED, name.location(), name.text());
        }
    }

    private void property(PropertyLine property) {
        Token name = property.name();
        Token value = property.value().stripped();
        List<String> allowed = isComponent() ? COMPONENT : FACET;
        if (!allowed.contains(name.text())) {
            unknown(name, allowed);
            return;
        }
        Location first = seen.putIfAbsent(name.text(), name.location());
        boolean repeatable = name.text().equals("exports") || name.text().equals("imports");
        if (first != null && !repeatable) {
            findings.add(Diagnostic.of(PM_DUPLICATE_PROPERTY, name.location(), name.text())
                    .relatedTo(first));
            return;
        }
        if (value.text().isEmpty()) {
            findings.add(PM_EMPTY_PROPERTY_VALUE, name.location(), name.text());
            return;
        }
        switch (name.text()) {
            case "installer" -> installer(value);
            case "children" -> children = references(value, "children", PM_INVALID_CHILD_NAME);
            case "facets" -> facets = references(value, "facets", PM_INVALID_NAME);
            case "extends" -> extended(value);
            case "exports" -> exports.addAll(ExportReader.read(value, findings));
            default -> imports.addAll(ImportReader.read(value, findings));
        }
    }

    private void unknown(Token name, List<String> allowed) {
        String kind = block.kind().word();
        if (COMPONENT.contains(name.text()) || INSTANCE.contains(name.text())) {
            findings.add(PM_PROPERTY_NOT_APPLIABLE, name.location(), kind, name.text());
        } else {
            findings.add(Diagnostic.of(P_INVALID_PROPERTY, name.location(), name.text(), kind)
                    .suggesting(spelling.didYouMean(name.text(), allowed)));
        }
    }

    private void installer(Token value) {
        if (Names.isFlexibleId(value.text())) {
            installer = Optional.of(value);
        } else {
            findings.add(PM_INVALID_INSTALLER_NAME, value.location(), value.text());
        }
    }

    private void extended(Token value) {
        if (isComponent() && value.text().indexOf(',') >= 0) {
            findings.add(Diagnostic.of(PM_INVALID_NAME, value.location(), value.text(), "component")
                    .suggesting("A component extends one component only; use facets for more."));
        } else {
            supers = references(value, "extends", PM_INVALID_NAME);
        }
    }

    private List<Token> references(Token value, String property, DiagnosticCode invalid) {
        List<Token> names = new ArrayList<>();
        for (Token name : ValueList.split(value)) {
            if (name.text().isEmpty()) {
                findings.add(PM_EMPTY_REFERENCED_NAME, name.location(), property);
            } else if (Names.isId(name.text())) {
                names.add(name);
            } else if (invalid == PM_INVALID_CHILD_NAME) {
                findings.add(invalid, name.location(), name.text());
            } else {
                String kind = property.equals("extends") ? block.kind().word() : "facet";
                findings.add(invalid, name.location(), name.text(), kind);
            }
        }
        return names;
    }
}
