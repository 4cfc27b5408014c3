package net.roboconf.agent.internal.settings;

import java.nio.charset.StandardCharsets;

/** {@code environment}: the whole user-data in a variable of this process, which recipes do not inherit. */
final class EnvironmentSource implements MetadataSource {

    static final String VARIABLE = "ROBOCONF_AGENT_USER_DATA";

    private final String value;

    /** @param value of the variable; null when it is not set */
    EnvironmentSource(String value) {
        this.value = value;
    }

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Found look() throws NoSettingsException {
        if (value == null || value.isBlank()) {
            throw new NoSettingsException("the variable " + VARIABLE + " is not set");
        }
        String where = "the variable " + VARIABLE;
        return new Found(Checked.settings(value.getBytes(StandardCharsets.UTF_8), where), where);
    }
}
