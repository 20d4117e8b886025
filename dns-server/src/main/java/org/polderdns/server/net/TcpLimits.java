package org.polderdns.server.net;

/**
 * Bounds on TCP service; 0 means none, except where said.
 *
 * @param maxConnections at one time, at least 1; more wait in the kernel's queue
 * @param maxPerClient at one time from one address; more are closed at once
 * @param maxQuestions of one connection
 * @param maxSeconds a connection may last
 * @param idleSeconds without an octet either way before a connection is closed, at least 1
 * @param unfinishedSeconds for a message to become whole, and for a client to take replies, in
 *     pieces of 64 KiB if there are more, at least 1
 * @param maxKept octets of memory for unfinished messages and replies of all connections together;
 *     where it is too little, the connection that has been unfinished for longest is closed
 */
public record TcpLimits(
    int maxConnections,
    int maxPerClient,
    int maxQuestions,
    int maxSeconds,
    int idleSeconds,
    int unfinishedSeconds,
    long maxKept) {}
