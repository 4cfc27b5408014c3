package net.roboconf.dm.internal.rest;

import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/** Checks what requests give as text. */
final class Given {

    private Given() {}

    /** A field that must be there and hold something. */
    static String field(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new ManagerException(ErrorCode.INVALID, "The field '" + name + "' is missing or empty.");
        }
        return value;
    }

    /** A map of texts; empty when it is absent. */
    static Map<String, String> texts(String name, Map<String, String> given) {
        if (given == null) {
            return Map.of();
        }
        given.forEach((key, value) -> {
            if (value == null) {
                throw new ManagerException(
                        ErrorCode.INVALID, "The field '" + name + "." + key + "' is null; leave it out.");
            }
        });
        return given;
    }

    /** A path that must be given in the query. */
    static InstancePath path(String text) {
        if (text == null) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The query parameter 'path' is missing: the path of an instance like /vm-1/tomcat."
                            + " With curl: -G --data-urlencode 'path=/vm-1/tomcat'.");
        }
        return parse("query parameter 'path'", text);
    }

    /** A path that may be given in the query; null when it is not. */
    static InstancePath optionalPath(String text) {
        return text == null ? null : path(text);
    }

    /** A path in a field of the body; null when it is absent. */
    static InstancePath optionalField(String name, String text) {
        return text == null ? null : parse("field '" + name + "'", text);
    }

    private static InstancePath parse(String where, String text) {
        try {
            return new InstancePath(text);
        } catch (IllegalArgumentException e) {
            throw new ManagerException(ErrorCode.INVALID, "The " + where + ": " + e.getMessage() + ".");
        }
    }

    /** A number in the query. */
    static int number(String name, String text, int otherwise, int least, int most) {
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new ManagerException(
                ErrorCode.INVALID,
                "The query parameter '" + name + "' is '" + text + "'; it is a number from " + least + " to " + most
                        + ".");
    }

    /** Yes or no in the query; absent means no. */
    static boolean flag(String name, String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new ManagerException(
                ErrorCode.INVALID, "The query parameter '" + name + "' is '" + text + "'; it is true or false.");
    }
}
