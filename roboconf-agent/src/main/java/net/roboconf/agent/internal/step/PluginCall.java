package net.roboconf.agent.internal.step;

/** What a run of a step does in its plug-in. */
interface PluginCall {

    /** Does it, on a step thread; throws what the plug-in throws, or what keeps it from being called. */
    void in(PluginUse use, StepOutput output) throws Exception;
}
