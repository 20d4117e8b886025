package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polderdns.server.stats.Counter;

class TcpTransportTest extends TcpTest {
  @Test
  void answersAMessageThatComesOneOctetAtATime() throws IOException {
    Socket socket = connect(start(limits(), 10));
    socket.setTcpNoDelay(true);
    for (byte octet : frame(message(1, 'D'), message(2, 'L'))) {
      socket.getOutputStream().write(octet);
      socket.getOutputStream().flush();
    }
    assertThat(receive(socket)).isEqualTo(message(1, 'D'));
    assertThat(receive(socket)).isEqualTo(message(2, 'L'));
  }

  @Test
  void answersPipelinedMessagesInOrderWhenNoneWaits() throws IOException {
    Socket socket = connect(start(limits(), 10));
    byte[][] messages = new byte[500][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(i, i % 7 == 3 ? 'N' : 'D');
    }
    socket.getOutputStream().write(frame(messages));
    for (int i = 0; i < messages.length; i++) {
      if (i % 7 != 3) {
        assertThat(id(receive(socket))).isEqualTo(i);
      }
    }
  }

  @Test
  void aQuestionThatWaitsDoesNotHoldUpTheNext() throws IOException {
    Socket socket = connect(start(limits(), 10));
    socket.getOutputStream().write(frame(message(1, 'W'), message(2, 'D')));
    assertThat(id(receive(socket))).isEqualTo(2);
    handler.gate.release();
    assertThat(id(receive(socket))).isEqualTo(1);
  }

  @Test
  void manyThatWaitAreAllAnswered() throws IOException {
    Socket socket = connect(start(limits(), 10_000));
    byte[][] messages = new byte[1000][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(i, 'L');
    }
    socket.getOutputStream().write(frame(messages));
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < messages.length; i++) {
      ids.add(id(receive(socket)));
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(1000);
  }

  @Test
  void aReaderThatIsSlowIsNotReadFrom() throws IOException, InterruptedException {
    Socket socket = connect(start(limits(), 10));
    byte[][] messages = new byte[400][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(i, 'B');
    }
    Thread writer = new Thread(() -> {
      try {
        socket.getOutputStream().write(frame(messages));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    writer.start();
    for (int i = 0; i < messages.length; i++) {
      byte[] reply = receive(socket);
      assertThat(reply).hasSize(EchoHandler.BIG);
      assertThat(id(reply)).isEqualTo(i);
    }
    writer.join();
  }

  @Test
  void answersWhatWasAskedBeforeTheClientStoppedSending() throws IOException {
    Socket socket = connect(start(limits(), 10));
    socket.getOutputStream().write(frame(message(1, 'D'), message(2, 'L')));
    socket.shutdownOutput();
    assertThat(id(receive(socket))).isEqualTo(1);
    assertThat(id(receive(socket))).isEqualTo(2);
    assertClosed(socket);
  }

  @Test
  void closesOnALengthThatNoMessageHas() throws IOException {
    TcpTransport transport = start(limits(), 10);
    Socket socket = connect(transport);
    socket.getOutputStream().write(frame(message(1, 'D'), new byte[0]));
    assertThat(id(receive(socket))).isEqualTo(1);
    assertClosed(socket);
    Socket other = connect(transport);
    other.getOutputStream().write(frame(new byte[5]));
    assertClosed(other);
  }

  @Test
  void closesAnIdleConnectionAndOneThatStopsWithinAMessage() throws IOException {
    TcpTransport transport = start(new TcpLimits(20, 0, 0, 0, 1, 30, 64L << 20), 10);
    Socket idle = connect(transport);
    Socket stopped = connect(transport);
    stopped.getOutputStream().write(new byte[] {0, 20, 1});
    assertClosed(idle);
    assertClosed(stopped);
  }

  @Test
  void closesAConnectionThatLastsTooLong() throws IOException {
    Socket socket = connect(start(new TcpLimits(20, 0, 0, 1, 30, 30, 64L << 20), 10));
    socket.getOutputStream().write(frame(message(1, 'D')));
    assertThat(id(receive(socket))).isEqualTo(1);
    assertClosed(socket);
  }

  @Test
  void closesAfterTheMostQuestionsWithAllOfThemAnswered() throws IOException {
    Socket socket = connect(start(new TcpLimits(20, 0, 3, 0, 30, 30, 64L << 20), 10));
    socket
        .getOutputStream()
        .write(frame(message(1, 'D'), message(2, 'L'), message(3, 'D'), message(4, 'D')));
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(id(receive(socket)));
    }
    assertThat(ids).containsExactlyInAnyOrder(1, 2, 3);
    assertClosed(socket);
  }

  @Test
  void closesAtOnceWhatIsOverTheLimitOfOneClient() throws IOException {
    TcpTransport transport = start(new TcpLimits(20, 1, 0, 0, 30, 30, 64L << 20), 10);
    Socket first = connect(transport);
    first.getOutputStream().write(frame(message(1, 'D')));
    receive(first);
    assertClosed(connect(transport));
    assertThat(counters.value(Counter.TCP_CONNECTIONS_REFUSED)).isEqualTo(1);
    first.getOutputStream().write(frame(message(2, 'D')));
    assertThat(id(receive(first))).isEqualTo(2);
  }

  @Test
  void aConnectionOverTheLimitIsServedWhenAnotherEnds() throws IOException {
    TcpTransport transport = start(new TcpLimits(1, 0, 0, 0, 30, 30, 64L << 20), 10);
    Socket first = connect(transport);
    first.getOutputStream().write(frame(message(1, 'D')));
    receive(first);
    Socket second = connect(transport);
    second.getOutputStream().write(frame(message(2, 'D')));
    assertThat(transport.openConnections()).isEqualTo(1);
    first.close();
    assertThat(id(receive(second))).isEqualTo(2);
  }

  @Test
  void aHandlerThatFailsCostsItsConnectionAndNoMore() throws IOException {
    TcpTransport transport = start(limits(), 10);
    for (char mode : new char[] {'X', 'E'}) {
      Socket socket = connect(transport);
      socket.getOutputStream().write(frame(message(1, mode)));
      assertClosed(socket);
    }
    Socket socket = connect(transport);
    socket.getOutputStream().write(frame(message(2, 'D'), message(3, 'L')));
    assertThat(id(receive(socket))).isEqualTo(2);
    assertThat(id(receive(socket))).isEqualTo(3);
    assertThat(counters.value(Counter.HANDLING_ERRORS)).isEqualTo(2);
  }

  @Test
  void dropsAndCountsWhatTheQueueCannotTake() throws IOException {
    Socket socket = connect(start(limits(), 1));
    byte[][] messages = new byte[50][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = message(i, 'W');
    }
    socket.getOutputStream().write(frame(messages));
    socket.getOutputStream().write(frame(message(99, 'D')));
    assertThat(id(receive(socket))).isEqualTo(99);
    long dropped = counters.value(Counter.OVERLOAD_DROPS);
    assertThat(dropped).isBetween(47L, 49L); // two threads and one place in the queue
    handler.gate.release(50);
    for (long i = dropped; i < 50; i++) {
      receive(socket);
    }
  }

  @Test
  void closingAnswersWhatWaits() throws Exception {
    TcpTransport transport = start(limits(), 10);
    Socket socket = connect(transport);
    socket.getOutputStream().write(frame(message(1, 'W'), message(2, 'D')));
    assertThat(id(receive(socket))).isEqualTo(2);
    open.remove(0).close();
    assertThat(id(receive(socket))).isEqualTo(1);
    assertClosed(socket);
  }
}
