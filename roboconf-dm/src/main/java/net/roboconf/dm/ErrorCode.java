package net.roboconf.dm;

/** Why a request was refused. A closed list: scripts rely on these words. */
public enum ErrorCode {
    /** What the request names does not exist. */
    NOT_FOUND,
    /** It exists already, or something else uses it. */
    CONFLICT,
    /** The request, or the archive with it, is not well-formed; the problems beside it say where. */
    INVALID,
    /** The instance cannot reach the state that was asked for; the message says which it can. */
    REFUSED_STATE,
    /** The archive, or what it unpacks to, passes a limit. */
    TOO_LARGE,
    /** The agent did not answer in time, or there is none. */
    NO_ANSWER,
    /** The Deployment Manager is starting, stopping, or cannot write its store; nothing was changed. Try again. */
    UNAVAILABLE
}
