/** Who may use REST and the shell: the first login, and checking logins against the container's realm. */
package net.roboconf.dm.internal.login;
