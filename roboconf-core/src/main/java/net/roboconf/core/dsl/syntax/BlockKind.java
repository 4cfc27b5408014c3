package net.roboconf.core.dsl.syntax;

/** What a block declares. */
public enum BlockKind {
    COMPONENT("component"),
    FACET("facet"),
    INSTANCE("instance");

    private final String word;

    BlockKind(String word) {
        this.word = word;
    }

    /** What people call it. */
    public String word() {
        return word;
    }
}
