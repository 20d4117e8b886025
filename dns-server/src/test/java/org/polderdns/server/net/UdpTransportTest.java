package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.Counters;

@Timeout(60)
class UdpTransportTest {
  private final EchoHandler handler = new EchoHandler();
  private final Counters counters = new Counters();
  private final List<AutoCloseable> open = new ArrayList<>();

  private UdpTransport start(int threads, int queue, int maxWait, String... addresses)
      throws IOException {
    StorePool pool = new StorePool(handler, counters, 1, queue, maxWait);
    List<InetSocketAddress> wanted = new ArrayList<>();
    for (String address : addresses) {
      wanted.add(new InetSocketAddress(InetAddress.getByName(address), 0));
    }
    UdpTransport transport = new UdpTransport(wanted, threads, false, handler, pool, counters);
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
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("0.0.0.0"));
    socket.setSoTimeout(20_000);
    open.add(socket);
    return socket;
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
    UdpTransport transport = start(1, 10, 0, "127.0.0.1", "127.0.0.2");
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
    StorePool pool = new StorePool(handler, counters, 1, 1, 0);
    assertThatThrownBy(
            () -> new UdpTransport(List.of(taken), 1, false, handler, pool, counters).close())
        .isInstanceOf(BindException.class)
        .hasMessage("Unable to bind UDP socket to '127.0.0.1:"
            + taken.getPort()
            + "': Address already in use");
  }
}
