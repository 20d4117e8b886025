package org.polderdns.server.net;

import java.io.IOException;

/** How one thread takes datagrams from its sockets and replies. */
interface UdpPath extends AutoCloseable {
  /**
   * Waits for datagrams and answers what is there, at most for a while.
   *
   * @return whether there was something
   */
  boolean serve() throws IOException;

  /** Ends the waiting, now or the next time. For any thread. */
  void wake();

  /** Ends the use of the sockets by other threads. The channels are closed after it. */
  @Override
  void close();
}
