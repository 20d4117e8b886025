package org.polderdns.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.util.Optional;
import org.polderdns.server.config.Addresses;

/** What the transports share. */
final class Sockets {
  private Sockets() {}

  /**
   * Has the JDK take the file descriptors that it needs for itself to write to a channel. It does
   * so at the first write, and could never write again if none was left then.
   */
  static void takeDescriptors() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      sink.write(ByteBuffer.allocate(1));
      source.read(ByteBuffer.allocate(1));
    }
  }

  static BindException cannotBind(String kind, InetSocketAddress address, Exception e) {
    return new BindException(
        "Unable to bind " + kind + " socket to '" + Addresses.print(address) + "': " + reason(e));
  }

  private static String reason(Exception e) {
    return e instanceof UnsupportedOperationException
        ? "Address family not supported by protocol"
        : e.getMessage();
  }

  /** Lets a channel not yet bound be bound to an address that the host does not have. */
  static void allowNonLocal(NetworkChannel channel, boolean ip6) throws IOException {
    Optional<String> failure = LinuxSockets.failure();
    if (failure.isPresent()) {
      throw new IOException("non-local-bind cannot be: " + failure.get());
    }
    SocketDescriptor socket = SocketDescriptor.of(channel);
    boolean set = ip6
        ? socket.setOption(LinuxSockets.IPPROTO_IPV6, LinuxSockets.IPV6_FREEBIND, 1)
        : socket.setOption(LinuxSockets.IPPROTO_IP, LinuxSockets.IP_FREEBIND, 1);
    if (!set) {
      throw new IOException("non-local-bind cannot be: the system refuses it");
    }
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
