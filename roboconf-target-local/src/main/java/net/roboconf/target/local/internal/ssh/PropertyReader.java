package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.roboconf.core.target.TargetException;

/** Reads single properties of a definition, and says of each what is wrong with it. Never shows a value that is secret. */
final class PropertyReader {

    private final Map<String, String> properties;

    PropertyReader(Map<String, String> properties) {
        this.properties = properties;
    }

    Map<String, String> all() {
        return properties;
    }

    String text(String name, String otherwise) {
        String value = properties.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    String required(String name) throws TargetException {
        String value = text(name, "");
        if (value.isEmpty()) {
            throw new TargetException("The property '" + name + "' of the target is missing.", false, null);
        }
        return value;
    }

    int number(String name, int otherwise, int least, int most) throws TargetException {
        String text = text(name, Integer.toString(otherwise));
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw wrong(name, "is '" + text + "'; write a number from " + least + " to " + most);
        }
        return number;
    }

    /** One of some words; the first when none is given. */
    String choice(String name, String... words) throws TargetException {
        String text = text(name, words[0]);
        if (!List.of(words).contains(text)) {
            throw wrong(name, "is '" + text + "'; write " + String.join(" or ", words));
        }
        return text;
    }

    /** What a file holds that a property names; the property must be there. */
    String content(String name) throws TargetException {
        Path file = file(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw wrong(name, "names the file " + file + ", which cannot be read: " + reason(e), e);
        }
    }

    /** A file that is there and can be read. */
    Path file(String name) throws TargetException {
        Path file = Path.of(required(name));
        if (!Files.isRegularFile(file)) {
            throw wrong(
                    name, "names the file " + file + ", which does not exist on the host of the Deployment Manager");
        }
        if (!Files.isReadable(file)) {
            throw wrong(name, "names the file " + file + ", which the Deployment Manager may not read");
        }
        return file;
    }

    TargetException wrong(String name, String what) {
        return wrong(name, what, null);
    }

    TargetException wrong(String name, String what, Exception cause) {
        return new TargetException("The property '" + name + "' of the target " + what + ".", false, cause);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
