package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.model.ImportedVariable;
import net.roboconf.core.model.VariableName;

/** Reads the value of a property {@code imports}: {@code Db.ip, Cache.* (optional), external shop.url}. */
final class ImportReader {

    private static final Pattern EXTERNAL = Pattern.compile("external(\\s+|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTIONAL = Pattern.compile("\\(\\s*optional\\s*\\)$", Pattern.CASE_INSENSITIVE);

    private ImportReader() {}

    static List<DeclaredImport> read(Token line, Findings findings) {
        List<DeclaredImport> imports = new ArrayList<>();
        for (Token element : ValueList.split(line)) {
            Token name = element;
            Matcher external = EXTERNAL.matcher(name.text());
            boolean isExternal = external.lookingAt();
            if (isExternal) {
                name = name.part(external.end(), name.text().length());
            }
            int bracket = name.text().lastIndexOf('(');
            boolean isOptional = bracket >= 0
                    && OPTIONAL.matcher(name.text())
                            .region(bracket, name.text().length())
                            .matches();
            if (isOptional) {
                name = name.part(0, bracket);
            }
            name = name.stripped();
            if (isValid(name, findings)) {
                VariableName parsed = VariableName.parse(name.text());
                imports.add(new DeclaredImport(
                        name, new ImportedVariable(parsed.prefix(), parsed.localName(), isOptional, isExternal)));
            }
        }
        return imports;
    }

    private static boolean isValid(Token name, Findings findings) {
        String text = name.text();
        String withoutWildcard = text.endsWith(".*") ? text.substring(0, text.length() - 2) : text;
        if (text.isEmpty()) {
            findings.add(PM_EMPTY_VARIABLE_NAME, name.location(), "imports");
        } else if (text.startsWith(".") || text.endsWith(".") || Names.isId(text) && text.indexOf('.') < 0) {
            findings.add(PM_INCOMPLETE_IMPORTED_VAR_NAME, name.location(), text);
        } else if (!Names.isId(withoutWildcard) || withoutWildcard.endsWith(".")) {
            findings.add(PM_INVALID_IMPORTED_VAR_NAME, name.location(), text);
        } else {
            return true;
        }
        return false;
    }
}
