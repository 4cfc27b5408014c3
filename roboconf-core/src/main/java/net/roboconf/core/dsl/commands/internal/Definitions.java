package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import net.roboconf.core.dsl.commands.Instruction;
import net.roboconf.core.dsl.commands.internal.MappedText.Opening;

/** Reads {@code define}. */
final class Definitions {

    private static final String FORM = "define name = value under /path";

    private final Scene scene;
    private final Variables variables;
    private final DefinedValue values;

    Definitions(Scene scene, Variables variables, Clock clock, Supplier<UUID> ids) {
        this.scene = scene;
        this.variables = variables;
        this.values = new DefinedValue(scene, clock, ids);
    }

    /** Whether a line is a definition, so that built-in variables have a meaning in it. */
    static boolean isDefinition(Phrase line) {
        return line.after("define") != null;
    }

    Optional<Instruction> define(Phrase line, Phrase rest, boolean disabled) {
        int equals = rest.text().indexOf('=');
        if (equals < 0) {
            scene.malformed(line, FORM);
            return Optional.empty();
        }
        Phrase name = rest.part(0, equals).stripped();
        Phrase value = rest.startingAt(equals + 1).stripped();
        Phrase under = value.startingAt(value.to() - value.from());
        int keyword = value.lastIndexOf("under");
        if (keyword > 0) {
            Phrase before = value.part(0, keyword).stripped();
            Phrase path = value.startingAt(keyword + "under".length()).stripped();
            // In any other text it is a word like others.
            if (path.text().startsWith("/") || !path.isEmpty() && hasIndex(before)) {
                value = before;
                under = path;
            }
        }
        if (name.isEmpty()) {
            scene.missing(name, CMD_EMPTY_VARIABLE_NAME);
            return Optional.empty();
        }
        if (value.isEmpty()) {
            scene.malformed(line, FORM);
            return Optional.empty();
        }
        boolean settled = settle(line, value) && name.isSettled();
        if (disabled) {
            variables.define(name.text(), new Variables.Value.Disabled());
            return Optional.empty();
        }
        boolean placed = under.isEmpty() || scene.existing(under).isPresent();
        Variables.Value result = settled && placed ? values.of(value, under.text()) : new Variables.Value.Unknown();
        variables.define(name.text(), result);
        return result instanceof Variables.Value.Text text
                ? Optional.of(new Instruction.Define(line.location(), name.text(), text.text()))
                : Optional.empty();
    }

    private static boolean hasIndex(Phrase value) {
        return value.source().openings().stream()
                .anyMatch(o -> o.from() >= value.from() && o.to() <= value.to() && DefinedValue.isIndex(o));
    }

    /** Reports built-in variables outside of the value; whether the value has no others. */
    private boolean settle(Phrase line, Phrase value) {
        boolean settled = true;
        for (Opening opening : line.source().openings()) {
            boolean within = opening.from() >= value.from() && opening.to() <= value.to();
            if (DefinedValue.isBuiltIn(opening)) {
                if (!within) {
                    Phrase place = new Phrase(line.source(), opening.from(), opening.to());
                    scene.missing(place, CMD_UNRESOLVED_VARIABLE, opening.name());
                }
            } else {
                settled &= !within;
            }
        }
        return settled;
    }
}
