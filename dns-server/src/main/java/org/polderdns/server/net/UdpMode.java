package org.polderdns.server.net;

/** How datagrams are received and sent. */
public enum UdpMode {
  /** By NIO at first, and by the system calls of Linux for batches as soon as they are ready. */
  AUTO,
  /** By the system calls for batches from the start, which fails where there are none. */
  BATCH,
  /** By NIO. */
  NIO
}
