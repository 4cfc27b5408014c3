package net.roboconf.dm.internal.upload;

import java.nio.file.Path;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;

/** The one place where names that came from outside become paths. */
final class SafePath {

    private SafePath() {}

    /**
     * The place inside a folder that a name means.
     *
     * @throws ManagerException when it is not inside, or would not be on another system
     */
    static Path inside(Path folder, String name) {
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        boolean odd = plain.isEmpty()
                || plain.startsWith("/")
                || plain.indexOf('\\') >= 0
                || plain.indexOf(':') >= 0
                || plain.chars().anyMatch(Character::isISOControl);
        for (String segment : plain.split("/", -1)) {
            odd |= segment.isEmpty() || segment.equals(".") || segment.equals("..");
        }
        Path place = odd ? folder : folder.resolve(plain).normalize();
        if (odd || !place.startsWith(folder) || place.equals(folder)) {
            throw new ManagerException(
                    ErrorCode.INVALID,
                    "The archive has an entry with the name '" + name.replaceAll("\\p{Cntrl}", "?")
                            + "', which leads out of it or is no plain path; nothing was unpacked from it");
        }
        return place;
    }
}
