package net.roboconf.core.dsl.commands;

/** What can be asked for an instance and all that is placed over it. */
public enum BulkAction {
    DEPLOY_AND_START_ALL,
    STOP_ALL,
    UNDEPLOY_ALL,
    /** Removes them from the application, as soon as they are not deployed any more. */
    DELETE
}
