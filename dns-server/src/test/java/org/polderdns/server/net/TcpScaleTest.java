package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many connections, and many questions of one. */
class TcpScaleTest extends TcpTest {
  private static final int IDLE = 5_000;

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("polder-"))
        .collect(Collectors.toSet());
  }

  @Test
  void thousandsOfIdleConnectionsTakeNoThreadsAndAreAnsweredWhenTheyAsk() throws Exception {
    TcpTransport transport = start(new TcpLimits(2 * IDLE, 0, 0, 0, 60, 60, 64L << 20), 100);
    Set<Thread> before = threads();
    for (int i = 0; i < IDLE; i++) {
      open.add(SocketChannel.open(transport.addresses().get(0)));
    }
    await(() -> transport.openConnections() == IDLE);
    Socket[] working = new Socket[20];
    for (int i = 0; i < working.length; i++) {
      working[i] = connect(transport);
    }
    for (int round = 0; round < 50; round++) {
      for (Socket socket : working) {
        socket.getOutputStream().write(frame(message(round, 'D'), message(round, 'L')));
      }
      for (Socket socket : working) {
        assertThat(id(receive(socket))).isEqualTo(round);
        assertThat(id(receive(socket))).isEqualTo(round);
      }
    }
    assertThat(threads()).isEqualTo(before);
    Socket late = ((SocketChannel) open.get(1)).socket(); // behind the transport itself
    late.setSoTimeout(20_000);
    late.getOutputStream().write(frame(message(5, 'D')));
    assertThat(id(receive(late))).isEqualTo(5);
    assertThat(transport.openConnections()).isEqualTo(IDLE + working.length);
  }

  @Test
  void answeringAllocatesNothing() throws Exception {
    TcpTransport transport = start(limits(), 10);
    Socket socket = connect(transport);
    Thread thread = threads().stream()
        .filter(t -> t.getName().startsWith("polder-tcp-"))
        .findAny()
        .orElseThrow();
    byte[][] messages = new byte[100][];
    Arrays.setAll(messages, i -> message(i, 'D'));
    byte[] frames = frame(messages);
    pipeline(socket, frames, 500); // as long as classes are loaded and code is compiled
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = beans.getThreadAllocatedBytes(thread.getId());
    pipeline(socket, frames, 2000);
    long octets = beans.getThreadAllocatedBytes(thread.getId()) - before;
    // 200,000 questions in up to 2,000 reads or a few more, at each of which the selector of the
    // JDK may make a number of the file descriptor's.
    assertThat(octets).isLessThan(200_000);
  }

  private static void pipeline(Socket socket, byte[] frames, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(frames);
      assertThat(socket.getInputStream().readNBytes(frames.length)).hasSize(frames.length);
    }
  }
}
