package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.polderdns.server.stats.Counters;

/** A TCP transport that echoes, and its clients. */
@Timeout(60)
abstract class TcpTest {
  final EchoHandler handler = new EchoHandler();
  final Counters counters = new Counters();
  final List<AutoCloseable> open = new ArrayList<>();

  TcpTransport start(TcpLimits limits, int queue) {
    return start(limits, queue, 1);
  }

  TcpTransport start(TcpLimits limits, int queue, int threads) {
    StorePool pool = new StorePool(handler, counters, 2, new StorePool.Limits(queue, 0, 0));
    TcpTransport transport = new TcpTransport(
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        false,
        threads,
        limits,
        handler,
        pool,
        counters);
    pool.start();
    transport.start();
    open.add(() -> {
      transport.stopReading();
      handler.gate.release(1000);
      pool.close();
      transport.close();
    });
    return transport;
  }

  static TcpLimits limits() {
    return new TcpLimits(20, 0, 0, 0, 30, 30, 64L << 20);
  }

  Socket connect(TcpTransport transport) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    socket.setSoTimeout(20_000);
    socket.connect(transport.addresses().get(0));
    return socket;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  /** A message of two octets of ID, the mode and padding. */
  static byte[] message(int id, char mode) {
    byte[] message = "..............".getBytes(StandardCharsets.US_ASCII);
    message[0] = (byte) (id >> 8);
    message[1] = (byte) id;
    message[2] = (byte) mode;
    return message;
  }

  static byte[] frame(byte[]... messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      out.write(message.length >> 8);
      out.write(message.length);
      out.writeBytes(message);
    }
    return out.toByteArray();
  }

  static byte[] receive(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] length = in.readNBytes(2);
    assertThat(length).as("length of a reply").hasSize(2);
    return in.readNBytes((length[0] & 0xff) << 8 | length[1] & 0xff);
  }

  static int id(byte[] message) {
    return (message[0] & 0xff) << 8 | message[1] & 0xff;
  }

  static void assertClosed(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  /** Waits for what has to become true. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5); // the timeout of the test is the end of it
    }
  }
}
