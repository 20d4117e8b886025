package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.polderdns.server.stats.Counters;

/** What is told of a batch before its first message is answered. */
@Timeout(60)
class BatchExchangeTest {
  private final Recorder handler = new Recorder();
  private final Counters counters = new Counters();
  private final StorePool pool =
      new StorePool(handler, counters, 1, new StorePool.Limits(10, 0, 0));
  private final UdpWorker worker = new UdpWorker(handler, pool, counters);
  private final BatchExchange exchange = new BatchExchange(worker, counters);

  @BeforeEach
  void batchesNeedLinux() {
    assumeTrue(System.getProperty("os.name").equals("Linux")); // where it must work
  }

  /** Notes what it is told of and what it is asked. */
  private static final class Recorder implements MessageHandler, MessageHandler.Session {
    private final List<Integer> expected = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private final List<Integer> changed = new ArrayList<>();
    private byte[] messages = {};
    private int[] bounds = {};

    @Override
    public Session newSession() {
      return this;
    }

    @Override
    public void expect(byte[] in, int[] at, int count) {
      messages = in.clone();
      bounds = Arrays.copyOf(at, 2 * count);
      expected.add(count);
    }

    @Override
    public int answer(
        byte[] in,
        int from,
        int to,
        boolean tcp,
        Peer client,
        boolean mayWait,
        byte[] out,
        int at) {
      int told = IntStream.range(0, bounds.length / 2)
          .filter(i -> bounds[2 * i] == from && bounds[2 * i + 1] == to)
          .findFirst()
          .orElse(-1);
      if (told >= 0 && !Arrays.equals(in, from, to, messages, from, to)) {
        changed.add(told); // what is thrown here would be taken for a fault in answering
      }
      answered.add(to - from);
      return NO_REPLY;
    }
  }

  private void serve(int... lengths) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel server = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
        DatagramChannel client = DatagramChannel.open().connect(server.getLocalAddress())) {
      for (int length : lengths) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) length);
        client.write(ByteBuffer.wrap(message));
      }
      BatchSocket socket = new BatchSocket(server);
      int before = handler.answered.size();
      while (handler.answered.size() < before + lengths.length) {
        assertThat(exchange.serve(socket, LinuxSockets.MSG_WAITFORONE)).isTrue();
      }
      assertThat(handler.changed).as("not what was told of").isEmpty();
    }
  }

  @Test
  void tellsOfAllShortMessagesOfABatch() throws IOException {
    serve(20, 30, 512, 40);
    assertThat(handler.expected).containsExactly(4);
    assertThat(handler.bounds).containsExactly(0, 20, 20, 50, 50, 562, 562, 602);
  }

  @Test
  void answersLongMessagesWithoutTellingOfThem() throws IOException {
    serve(20, 513, 9000, 30);
    assertThat(handler.bounds).containsExactly(0, 20, 20, 20, 20, 20, 20, 50);
    assertThat(handler.answered).containsExactly(20, 513, 9000, 30);
  }

  /** What was told of an earlier batch would stand for another message at the same place. */
  @Test
  void tellsThatNothingIsExpectedOfASingleMessage() throws IOException {
    serve(20, 30);
    serve(25);
    assertThat(handler.expected).containsExactly(2, 0);
  }
}
