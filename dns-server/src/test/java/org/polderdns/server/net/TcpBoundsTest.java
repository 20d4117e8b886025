package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.polderdns.server.stats.Counter;

/** What clients may take, and what becomes of those that take more. */
class TcpBoundsTest extends TcpTest {
  private static final int PACE_MILLIS = 50;
  private static final long ENOUGH = 64L << 20;

  private static TcpLimits unfinishedAfterASecond() {
    return new TcpLimits(100, 0, 0, 0, 30, 1, ENOUGH);
  }

  /** Whether the server closed the connection; waits a little for that. */
  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(PACE_MILLIS);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void closesAClientThatTricklesAMessageAndNoneThatEndsItsMessages() throws IOException {
    TcpTransport transport = start(unfinishedAfterASecond(), 10);
    Socket trickler = connect(transport);
    Socket slow = connect(transport);
    byte[] frame = frame(message(1, 'D'));
    byte[] rest = Arrays.copyOfRange(frame, 5, frame.length);
    byte[] begin = Arrays.copyOf(frame, 5);
    slow.getOutputStream().write(begin);
    trickler.getOutputStream().write(new byte[] {20, 0});
    int messages = 0;
    do {
      trickler.getOutputStream().write(0);
      slow.getOutputStream().write(rest); // never without part of a message
      slow.getOutputStream().write(begin);
      assertThat(id(receive(slow))).isEqualTo(1);
      messages++;
    } while (!isClosed(trickler));
    assertThat(messages).isGreaterThan(5); // so it was not closed at its first octets
    slow.getOutputStream().write(rest);
    assertThat(id(receive(slow))).isEqualTo(1);
  }

  @Test
  void closesAClientThatTakesNoReplies() throws Exception {
    TcpTransport transport = start(unfinishedAfterASecond(), 1000);
    Socket none = connect(transport);
    Socket few = connect(transport);
    for (Socket socket : new Socket[] {none, few}) {
      byte[][] messages = new byte[400][];
      for (int i = 0; i < messages.length; i++) {
        messages[i] = message(i, 'B');
      }
      socket.getOutputStream().write(frame(messages)); // replies of 24 MB
    }
    await(() -> handler.entered.get() > 2);
    while (transport.openConnections() > 0) {
      few.setSoTimeout(PACE_MILLIS);
      try {
        few.getInputStream().read(); // an octet now and then is not enough
      } catch (IOException e) {
        await(() -> transport.openConnections() == 0);
      }
    }
    assertThat(counters.value(Counter.TCP_ANSWERS)).isLessThan(800);
  }

  @Test
  void closesWhatIsUnfinishedForLongestWhenMemoryIsFull() throws Exception {
    TcpTransport transport = start(new TcpLimits(100, 0, 0, 0, 30, 30, 1 << 20), 10);
    byte[] part = new byte[2 + 60_000];
    part[0] = (byte) 0xff;
    part[1] = (byte) 0xff;
    part[4] = 'D';
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Socket socket = connect(transport);
      sockets.add(socket);
      socket.getOutputStream().write(frame(message(7, 'D')));
      assertThat(id(receive(socket))).isEqualTo(7);
      try {
        socket.getOutputStream().write(part);
      } catch (IOException e) {
        throw new AssertionError("the newest was closed", e);
      }
    }
    assertClosed(sockets.get(0));
    Socket newest = sockets.get(sockets.size() - 1);
    newest.getOutputStream().write(new byte[5535]);
    assertThat(receive(newest)).hasSize(65535);
    assertThat(transport.openConnections()).isBetween(3, 20);
  }

  @Test
  void countsTheConnectionsOfEachClientOverAllThreads() throws Exception {
    TcpTransport transport = start(new TcpLimits(100, 2, 0, 0, 30, 30, ENOUGH), 10, 3);
    for (String client : List.of("127.0.0.2", "127.0.0.3")) {
      Socket first = connectFrom(client, transport);
      Socket second = connectFrom(client, transport);
      assertClosed(connectFrom(client, transport));
      first.close();
      await(() -> transport.openConnections() % 2 == 1);
      for (Socket socket : List.of(second, connectFrom(client, transport))) {
        socket.getOutputStream().write(frame(message(3, 'D')));
        assertThat(id(receive(socket))).isEqualTo(3);
      }
    }
    assertThat(counters.value(Counter.TCP_CONNECTIONS_REFUSED)).isEqualTo(2);
  }

  private Socket connectFrom(String client, TcpTransport transport) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    socket.setSoTimeout(20_000);
    socket.bind(new InetSocketAddress(InetAddress.getByName(client), 0));
    socket.connect(transport.addresses().get(0));
    return socket;
  }

  @Test
  void severalThreadsShareTheConnectionsAndTheirLimit() throws Exception {
    TcpTransport transport = start(new TcpLimits(6, 0, 0, 0, 30, 30, ENOUGH), 100, 3);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sockets.add(connect(transport));
      sockets.get(i).getOutputStream().write(frame(message(i, 'T'), message(i, 'L')));
      assertThat(id(receive(sockets.get(i)))).isEqualTo(i);
      assertThat(id(receive(sockets.get(i)))).isEqualTo(i);
    }
    assertThat(handler.threads).hasSize(3);
    Socket late = connect(transport);
    late.getOutputStream().write(frame(message(9, 'D')));
    for (Socket socket : sockets) { // whichever thread has the one that ends
      assertThat(isClosed(late)).isFalse();
      assertThat(transport.openConnections()).isEqualTo(6);
      socket.close();
      late.setSoTimeout(20_000);
      assertThat(id(receive(late))).isEqualTo(9);
      late = connect(transport);
      late.getOutputStream().write(frame(message(9, 'D')));
    }
  }

  @Test
  void aClientThatVanishesFreesItsPlace() throws Exception {
    TcpTransport transport = start(limits(), 10);
    Socket reset = connect(transport);
    Socket halfOpen = connect(transport);
    for (Socket socket : new Socket[] {reset, halfOpen}) {
      socket.getOutputStream().write(frame(message(1, 'D')));
      receive(socket);
      socket.getOutputStream().write(new byte[] {0, 30, 1});
    }
    assertThat(transport.openConnections()).isEqualTo(2);
    reset.setSoLinger(true, 0);
    reset.close();
    halfOpen.shutdownOutput();
    await(() -> transport.openConnections() == 0);
    assertClosed(halfOpen);
  }

  @Test
  void aClientThatStaysAfterTheServerEndedIsNotWaitedForLong() throws Exception {
    TcpTransport transport = start(new TcpLimits(20, 0, 1, 0, 1, 30, ENOUGH), 10);
    Socket socket = connect(transport);
    OutputStream out = socket.getOutputStream();
    out.write(frame(message(1, 'D')));
    assertThat(id(receive(socket))).isEqualTo(1);
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    while (transport.openConnections() > 0) {
      try {
        out.write(frame(message(2, 'D'))); // is not answered any more, nor does it keep it open
        Thread.sleep(PACE_MILLIS);
      } catch (IOException e) {
        await(() -> transport.openConnections() == 0);
      }
    }
    assertThat(counters.value(Counter.TCP_QUERIES)).isEqualTo(1);
  }

  @Test
  void closingEndsClientsOfEveryKind() throws Exception {
    TcpTransport transport = start(limits(), 100, 2);
    Set<Integer> ids = new HashSet<>();
    Socket waiting = connect(transport);
    for (int i = 0; i < 50; i++) {
      waiting.getOutputStream().write(frame(message(i, 'W')));
      ids.add(i);
    }
    await(() -> counters.value(Counter.TCP_QUERIES) == 50);
    Socket idle = connect(transport);
    Socket part = connect(transport);
    part.getOutputStream().write(new byte[] {0, 30, 1});
    Socket slow = connect(transport);
    byte[][] messages = new byte[400][];
    Arrays.setAll(messages, i -> message(i, 'B'));
    slow.getOutputStream().write(frame(messages));
    await(() -> counters.value(Counter.TCP_QUERIES) > 50);
    open.remove(0).close(); // the transport
    for (int i = 0; i < 50; i++) {
      assertThat(ids.remove(id(receive(waiting)))).isTrue();
    }
    assertClosed(waiting);
    assertClosed(idle);
    assertClosed(part);
    assertThat(transport.openConnections()).isZero();
  }
}
