package org.polderdns.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

/** What holds for UDP whichever way datagrams come. */
@Timeout(60)
@ParameterizedClass
@EnumSource(
    value = UdpMode.class,
    names = {"NIO", "BATCH"})
class UdpTransportTest {
  @Parameter
  UdpMode mode;

  private final EchoHandler handler = new EchoHandler();
  private final Counters counters = new Counters();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void batchesNeedLinux() {
    assumeTrue(mode != UdpMode.BATCH || System.getProperty("os.name").equals("Linux"));
  }

  private UdpTransport start(int threads, int queue, int maxWait, String... addresses)
      throws IOException {
    StorePool pool = new StorePool(handler, counters, 1, new StorePool.Limits(queue, 0, maxWait));
    List<InetSocketAddress> wanted = new ArrayList<>();
    for (String address : addresses) {
      wanted.add(new InetSocketAddress(InetAddress.getByName(address), 0));
    }
    UdpTransport transport = new UdpTransport(
        wanted, new UdpOptions(threads, false, false, mode), handler, pool, counters);
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

  private DatagramSocket client() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("::"));
    socket.setSoTimeout(20_000);
    open.add(socket);
    return socket;
  }

  /** Lets threads count what they sent: a reply may be heard before. */
  private void end() throws Exception {
    open.remove(0).close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private static byte[] message(int id, char mode) {
    byte[] message = new byte[14];
    message[0] = (byte) (id >> 8);
    message[1] = (byte) id;
    message[2] = (byte) mode;
    return message;
  }

  private static void send(DatagramSocket socket, InetSocketAddress to, byte[] message)
      throws IOException {
    socket.send(new DatagramPacket(message, message.length, to));
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
    socket.receive(packet);
    return packet;
  }

  private static int id(DatagramPacket packet) {
    return (packet.getData()[0] & 0xff) << 8 | packet.getData()[1] & 0xff;
  }

  @Test
  void repliesFromTheAddressThatWasAsked() throws IOException {
    UdpTransport transport = start(1, 10, 0, "127.0.0.1", "127.0.0.2", "::1");
    DatagramSocket socket = client();
    for (InetSocketAddress address : transport.addresses()) {
      for (char mode : new char[] {'D', 'L'}) {
        send(socket, address, message(7, mode));
        assertThat(receive(socket).getSocketAddress()).isEqualTo(address);
      }
    }
  }

  @Test
  void severalThreadsShareAPort() throws IOException {
    UdpTransport transport = start(3, 100, 0, "127.0.0.1");
    for (int i = 0; i < 50; i++) {
      DatagramSocket socket = client(); // another source port each, so that all sockets get some
      send(socket, transport.addresses().get(0), message(i, i % 2 == 0 ? 'D' : 'L'));
      assertThat(id(receive(socket))).isEqualTo(i);
    }
    assertThat(counters.value(Counter.UDP4_QUERIES)).isEqualTo(50);
  }

  @Test
  void anIoThreadAnswersWhileStoresAreWaitedFor() throws IOException {
    InetSocketAddress address = start(1, 10, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    send(socket, address, message(1, 'W'));
    send(socket, address, message(2, 'D'));
    assertThat(id(receive(socket))).isEqualTo(2);
    handler.gate.release();
    assertThat(id(receive(socket))).isEqualTo(1);
  }

  @Test
  void handlersThatFailStopNothing() throws IOException {
    InetSocketAddress address = start(1, 10, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    send(socket, address, message(1, 'X'));
    send(socket, address, message(2, 'E'));
    send(socket, address, message(3, 'N'));
    send(socket, address, message(4, 'D'));
    assertThat(id(receive(socket))).isEqualTo(4);
    assertThat(counters.value(Counter.HANDLING_ERRORS)).isEqualTo(2);
  }

  @Test
  void dropsAndCountsWhatTheQueueCannotTake() throws IOException {
    InetSocketAddress address = start(1, 1, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    for (int i = 0; i < 20; i++) {
      send(socket, address, message(i, 'W'));
    }
    send(socket, address, message(99, 'D'));
    assertThat(id(receive(socket))).isEqualTo(99);
    assertThat(counters.value(Counter.OVERLOAD_DROPS)).isBetween(18L, 19L);
  }

  @Test
  void aPortInUseIsToldByItsAddress() throws IOException {
    UdpTransport first = start(1, 10, 0, "127.0.0.1");
    InetSocketAddress taken = first.addresses().get(0);
    StorePool pool = new StorePool(handler, counters, 1, new StorePool.Limits(1, 0, 0));
    assertThatThrownBy(() -> new UdpTransport(
                List.of(taken),
                new UdpOptions(1, false, false, UdpMode.BATCH),
                handler,
                pool,
                counters)
            .close())
        .isInstanceOf(BindException.class)
        .hasMessage("Unable to bind UDP socket to '127.0.0.1:"
            + taken.getPort()
            + "': Address already in use");
  }

  @Test
  void countsByFamilyAlsoWhereOneSocketTakesBoth() throws Exception {
    int port = start(1, 10, 0, "::").addresses().get(0).getPort();
    DatagramSocket socket = client();
    for (String address : List.of("127.0.0.1", "::1", "::1")) {
      for (char kind : new char[] {'D', 'L'}) {
        send(socket, new InetSocketAddress(InetAddress.getByName(address), port), message(1, kind));
        assertThat(id(receive(socket))).isEqualTo(1);
      }
    }
    end();
    assertThat(counters.value(Counter.UDP4_QUERIES)).isEqualTo(2);
    assertThat(counters.value(Counter.UDP6_QUERIES)).isEqualTo(4);
    assertThat(counters.value(Counter.UDP6_ANSWERS_BYTES)).isEqualTo(4 * 14);
  }

  @Test
  void tellsTheHandlerWhoAsked() throws IOException {
    InetSocketAddress four = start(1, 10, 0, "127.0.0.1").addresses().get(0);
    InetSocketAddress six = start(1, 10, 0, "::1").addresses().get(0);
    DatagramSocket socket = client();
    for (InetSocketAddress address : List.of(four, six)) {
      for (char kind : new char[] {'P', 'Q'}) {
        send(socket, address, message(1, kind));
        DatagramPacket packet = receive(socket);
        assertThat(new String(packet.getData(), 14, packet.getLength() - 14, US_ASCII))
            .isEqualTo(
                new InetSocketAddress(address.getAddress(), socket.getLocalPort()).toString());
      }
    }
  }

  @Test
  void takesAndSendsWhateverLengthUdpHas() throws IOException {
    InetSocketAddress address = start(1, 10, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    for (int length : new int[] {12, 1500, 4096, 4097, 65507}) {
      byte[] message = new byte[length];
      message[length - 1] = 42;
      send(socket, address, message);
      assertThat(Arrays.copyOf(receive(socket).getData(), length)).isEqualTo(message);
    }
    send(socket, address, message(5, 'B'));
    assertThat(receive(socket).getLength()).isEqualTo(EchoHandler.BIG);
  }

  @Test
  void whatHasNoOctetsIsNotAnswered() throws IOException {
    InetSocketAddress address = start(1, 10, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    send(socket, address, new byte[0]);
    send(socket, address, message(1, 'D'));
    assertThat(id(receive(socket))).isEqualTo(1);
  }

  @Test
  void aReplyThatCannotBeSentIsCountedAndTakesNoOtherWithIt() throws Exception {
    InetSocketAddress address = start(1, 100, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    for (int i = 0; i < 10; i++) {
      send(socket, address, message(i, i % 2 == 0 ? 'D' : 'H')); // H is longer than UDP can be
    }
    for (int i = 0; i < 10; i += 2) {
      assertThat(id(receive(socket))).isEqualTo(i);
    }
    send(socket, address, message(10, 'D'));
    receive(socket);
    end();
    assertThat(counters.value(Counter.UDP_SEND_ERRORS)).isEqualTo(5);
    assertThat(counters.value(Counter.UDP_ANSWERS)).isEqualTo(6);
  }

  @Test
  void clientsThatAreGoneStopNothing() throws IOException {
    InetSocketAddress address = start(1, 100, 0, "127.0.0.1").addresses().get(0);
    DatagramSocket socket = client();
    for (int i = 0; i < 20; i++) {
      try (DatagramSocket gone = new DatagramSocket()) {
        send(gone, address, message(i, 'W'));
        send(socket, address, message(i, 'D'));
        receive(socket); // so the question was taken
      }
      handler.gate.release(); // and its reply makes the client's host say: port unreachable
    }
    for (int i = 0; i < 20; i++) {
      send(socket, address, message(i, i % 2 == 0 ? 'D' : 'L'));
      assertThat(id(receive(socket))).isEqualTo(i);
    }
  }

  @Test
  void whatWasTakenBeforeTheEndIsAnswered() throws Exception {
    UdpTransport transport = start(2, 100_000, 0, "127.0.0.1");
    InetSocketAddress address = transport.addresses().get(0);
    List<DatagramSocket> clients = new ArrayList<>();
    List<Thread> senders = new ArrayList<>();
    AtomicBoolean enough = new AtomicBoolean();
    for (int i = 0; i < 4; i++) {
      DatagramSocket socket = client();
      socket.setReceiveBufferSize(4 << 20);
      clients.add(socket);
      byte[] message = message(i, i % 2 == 0 ? 'D' : 'L');
      Thread sender = new Thread(() -> {
        try {
          for (int k = 0; k < 1500 && !enough.get(); k++) {
            send(socket, address, message);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      senders.add(sender);
      sender.start();
    }
    while (counters.value(Counter.UDP_QUERIES) < 100) {
      Thread.onSpinWait();
    }
    transport.stopReading();
    end();
    enough.set(true);
    for (Thread sender : senders) {
      sender.join();
    }
    long answers = 0;
    for (DatagramSocket socket : clients) {
      socket.setSoTimeout(1);
      try {
        while (true) {
          receive(socket);
          answers++;
        }
      } catch (SocketTimeoutException e) {
        // all that came
      }
    }
    assertThat(answers).isEqualTo(counters.value(Counter.UDP_QUERIES)).isGreaterThanOrEqualTo(100);
  }

  @Test
  void bindsWhatTheHostDoesNotHaveOnlyIfTold() {
    assumeTrue(System.getProperty("os.name").equals("Linux")); // where it must work
    StorePool pool = new StorePool(handler, counters, 1, new StorePool.Limits(1, 0, 0));
    for (String text : List.of("192.0.2.53", "2001:db8::53")) {
      List<InetSocketAddress> elsewhere = List.of(new InetSocketAddress(text, 0));
      assertThatThrownBy(() -> new UdpTransport(
              elsewhere, new UdpOptions(1, false, false, mode), handler, pool, counters))
          .isInstanceOf(BindException.class);
      try (UdpTransport transport = new UdpTransport(
          elsewhere, new UdpOptions(1, false, true, mode), handler, pool, counters)) {
        assertThat(transport.addresses().get(0).getPort()).isPositive();
      }
    }
  }
}
