package org.polderdns.server.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Gives a command to a running server. */
public final class ControlClient {
  /** A reply is longer than this only if something is wrong with the server. */
  private static final int MAX_REPLY = 256 << 20;

  private static final long MILLIS = 60_000;

  private ControlClient() {}

  /**
   * The reply to a command.
   *
   * @param directory where the server has its socket
   * @throws IOException if no server listens there, or it does not reply within a minute
   */
  public static String run(Path directory, String command) throws IOException {
    Path file = directory.resolve(ControlSocket.FILE);
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
    try (LineChannel line = new LineChannel(channel)) {
      line.write(command + "\n", MILLIS);
      return line.readAll(MAX_REPLY, MILLIS);
    }
  }
}
