package org.polderdns.server.net;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A way for questions to come in: bound sockets of one kind, and the threads that serve them.
 *
 * <p>Bound when made; {@link #start} begins to read, {@link #stopReading} ends that while replies
 * still go out, {@link #close} ends all.
 */
public interface Transport extends AutoCloseable {
  /** The addresses bound, with the ports that the system chose. */
  List<InetSocketAddress> addresses();

  void start();

  /** Takes no further question. Those taken are still answered. */
  void stopReading();

  @Override
  void close();
}
