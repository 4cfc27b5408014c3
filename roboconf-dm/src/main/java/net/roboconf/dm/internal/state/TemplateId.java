package net.roboconf.dm.internal.state;

/**
 * Names a template.
 *
 * @param name without accents
 * @param version {@code major.minor[.patch][qualifier]}
 */
public record TemplateId(String name, String version) implements Comparable<TemplateId> {

    @Override
    public int compareTo(TemplateId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : version.compareTo(other.version);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
