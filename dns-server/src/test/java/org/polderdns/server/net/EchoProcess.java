package org.polderdns.server.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.polderdns.server.stats.Counters;

/** A TCP transport that echoes, as a process of its own; it ends when its input does. */
final class EchoProcess {
  private EchoProcess() {}

  @SuppressWarnings("SystemOut") // the port is read by the test
  public static void main(String[] arguments) throws IOException {
    EchoHandler handler = new EchoHandler();
    Counters counters = new Counters();
    try (StorePool pool = new StorePool(handler, counters, 1, new StorePool.Limits(10, 0, 0));
        TcpTransport transport = new TcpTransport(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            false,
            1,
            new TcpLimits(10_000, 0, 0, 0, 60, 60, 64L << 20),
            handler,
            pool,
            counters)) {
      pool.start();
      transport.start();
      System.out.println(transport.addresses().get(0).getPort());
      while (System.in.read() >= 0) {
        // until the test ends
      }
    }
  }
}
