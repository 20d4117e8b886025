package org.polderdns.server.net;

/**
 * How UDP is served.
 *
 * @param threads each with a socket of its own for each address; from 1
 * @param reusePort whether other processes may bind the same addresses even if there is one thread
 * @param nonLocal whether addresses may be bound that the host does not have (yet)
 * @param mode how datagrams are received and sent
 */
public record UdpOptions(int threads, boolean reusePort, boolean nonLocal, UdpMode mode) {}
