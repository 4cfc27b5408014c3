/**
 * A messaging over plain TCP sockets. Participants of one process share a {@link
 * org.example.roboconf.socket.internal.SocketLink}, which keeps a {@link org.example.roboconf.socket.internal.Line} to the
 * {@link org.example.roboconf.socket.internal.SocketBroker}. On it travel {@link
 * org.example.roboconf.socket.internal.Frame}s, in order, in both directions.
 *
 * <p>The broker keeps nothing for those who are away and nothing on disk: the protocol of Roboconf repairs what is lost. It
 * knows who hears what, which account may hear and say what, and confirms what it has handed over.
 */
package org.example.roboconf.socket.internal;
