/**
 * Runs the steps of recipes: which plug-in, on which thread, in which folders, for how long. Start reading at {@link
 * net.roboconf.agent.internal.step.StepRunner}.
 */
package net.roboconf.agent.internal.step;
