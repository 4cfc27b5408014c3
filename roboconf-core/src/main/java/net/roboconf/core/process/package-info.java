/**
 * Programs of others, run so that they can be ended for certain and survive for certain. Linux only.
 *
 * <p><b>The problem.</b> A recipe's script starts a server and ends; the server must live on, also when the agent ends or
 * is killed. The same script may hang, and then all of it must go, grandchildren that took a session of their own
 * included. The agent may be killed in the middle, and the next agent must end what is left of the step, without ever
 * hitting a process that was given the same number since.
 *
 * <p><b>Whose is a process?</b> Parents tell nothing: a child whose parent has ended is adopted by process 1. So three
 * things are used together. A program runs in a session of its own, and its number, which is that of its session and
 * group too, is written down before it begins. It carries a {@link net.roboconf.core.process.Mark} in its environment,
 * which children inherit, also those that leave the session. And whatever is below a process that was found is found
 * too. A number alone is never believed: some process of the group must carry the mark. Signals go through {@link
 * java.lang.ProcessHandle}, which compares the start time of the process right before it sends one.
 *
 * <p><b>Output.</b> It comes through a named pipe rather than through Java's own, which is closed when the program ends:
 * a server that inherited it would be killed by its next line of output. When the program has ended and something else
 * may still hold the pipe, a small {@code cat} in a session of its own takes over reading. Nobody waits for the end of
 * the pipe: what the program itself wrote is in the pipe when it has ended, and is read.
 *
 * <p><b>Environment.</b> It goes through a shell rather than through Java, which would replace what the platform's own
 * character set lacks: in a {@code POSIX} locale that is everything but ASCII.
 */
package net.roboconf.core.process;
