package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polderdns.server.stats.Counters;

/** What holds for UDP by batches only, and for the change to it from NIO. */
@Timeout(60)
class UdpBatchTest {
  private final Counters counters = new Counters();
  private final EchoHandler handler = new EchoHandler();
  private final StorePool pool =
      new StorePool(handler, counters, 1, new StorePool.Limits(1000, 0, 0));
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void batchesNeedLinux() {
    assumeTrue(System.getProperty("os.name").equals("Linux")); // where it must work
  }

  private int start(String address, UdpMode mode) {
    UdpTransport transport = new UdpTransport(
        List.of(new InetSocketAddress(address, 0)),
        new UdpOptions(1, false, false, mode),
        handler,
        pool,
        counters);
    open.add(pool);
    open.add(transport);
    pool.start();
    transport.start();
    return transport.addresses().get(0).getPort();
  }

  /** Hears from that address only. */
  private static DatagramSocket client(String address, int port, int timeout) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.setSoTimeout(timeout);
    socket.connect(new InetSocketAddress(InetAddress.getByName(address), port));
    return socket;
  }

  private static void ask(DatagramSocket socket, int id, char kind) throws IOException {
    byte[] message = {(byte) (id >> 8), (byte) id, (byte) kind, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    socket.send(new DatagramPacket(message, message.length));
  }

  private static int hear(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    socket.receive(packet);
    return (packet.getData()[0] & 0xff) << 8 | packet.getData()[1] & 0xff;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void aWildcardSocketRepliesFromTheAddressAsked(String wildcard) throws IOException {
    int port = start(wildcard, UdpMode.BATCH);
    List<String> asked = new ArrayList<>();
    for (int i = 2; i < 10; i++) {
      asked.add("127.0.0." + i);
    }
    if (wildcard.equals("::")) {
      asked.add("::1");
    }
    for (String address : asked) {
      try (DatagramSocket socket = client(address, port, 20_000)) {
        for (char kind : new char[] {'D', 'L'}) {
          ask(socket, kind, kind);
          assertThat(hear(socket)).isEqualTo(kind);
        }
      }
    }
  }

  @Test
  void theChangeFromNioLosesNothing() throws Exception {
    int port = start("0.0.0.0", UdpMode.AUTO);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread client = new Thread(() -> {
        try (DatagramSocket socket = client("127.0.0.1", port, 20_000)) {
          while (!enough.get()) {
            for (int id = 0; id < 20; id++) {
              ask(socket, id, id % 5 == 0 ? 'L' : 'D');
            }
            for (int id = 0; id < 20; id++) {
              hear(socket); // times out if one is lost
            }
            answers.addAndGet(20);
          }
        } catch (IOException e) {
          synchronized (failures) {
            failures.add(e);
          }
        }
      });
      clients.add(client);
      client.start();
    }
    // Only by batches do replies come from an address that the route would not give.
    try (DatagramSocket elsewhere = client("127.0.0.9", port, 20)) {
      while (true) {
        ask(elsewhere, 1, 'D');
        try {
          hear(elsewhere);
          break;
        } catch (SocketTimeoutException e) {
          // still by NIO
        }
      }
    }
    int atChange = answers.get();
    while (answers.get() < atChange + 1000 && failures.isEmpty()) {
      Thread.onSpinWait();
    }
    enough.set(true);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void aQuestionAllocatesNothing() throws Exception {
    int port = start("::", UdpMode.BATCH);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long receiver = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("polder-udp-0"))
        .mapToLong(Thread::getId)
        .max()
        .orElseThrow();
    long before = 0;
    int questions = 200_000;
    try (DatagramSocket socket = client("127.0.0.3", port, 20_000)) {
      exchange(socket, 20_000);
      before = threads.getThreadAllocatedBytes(receiver);
      exchange(socket, questions);
    }
    long allocated = threads.getThreadAllocatedBytes(receiver) - before;
    assertThat(allocated).isLessThan(questions / 10);
  }

  private static void exchange(DatagramSocket socket, int questions) throws IOException {
    for (int i = 0; i < questions; i += 40) {
      for (int k = 0; k < 40; k++) {
        ask(socket, k, 'D');
      }
      for (int k = 0; k < 40; k++) {
        hear(socket);
      }
    }
  }
}
