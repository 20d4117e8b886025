package org.polderdns.server.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
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

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
