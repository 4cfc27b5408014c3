package net.roboconf.core.process;

/**
 * A process as it was when {@code /proc} was read. Zombies are none.
 *
 * @param handle sends it signals; does nothing when the number belongs to another process since
 * @param pid its number
 * @param parent the number of its parent
 * @param group the number of its process group
 * @param session the number of its session
 * @param started when it was started, in clock ticks since the kernel's start: with the number, it names a process for
 *     as long as the kernel runs
 */
public record RunningProcess(ProcessHandle handle, long pid, long parent, long group, long session, long started) {}
