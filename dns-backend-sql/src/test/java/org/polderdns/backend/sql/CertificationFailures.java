package org.polderdns.backend.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to MariaDB on which commits fail as they do on a member of a Galera cluster when another was
 * first: the transaction is rolled back, and the answer is error 1213, SQLSTATE 40001.
 *
 * <p>A packet is the length of its content in three octets, the lowest first, a number, and the
 * content. That of a client begins with what is wanted, 3 for a statement as text.
 */
public final class CertificationFailures implements AutoCloseable {
  private static final byte[] COMMIT = "\003COMMIT".getBytes(ISO_8859_1);
  private static final byte[] ROLLBACK = "\003ROLLBACK".getBytes(ISO_8859_1);

  /** 255 for an error, 1213, and what it says. */
  private static final byte[] FAILURE =
      "\377\275\004#40001Deadlock found when trying to get lock; try restarting transaction"
          .getBytes(ISO_8859_1);

  private final MariadbServer server;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();

  public CertificationFailures(MariadbServer server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
  }

  /** The settings with which to open the zones this way. */
  public Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(server.settings());
    settings.put("port", Integer.toString(listener.getLocalPort()));
    return settings;
  }

  /** Lets the next commits fail, so many of them. */
  public void failNext(int count) {
    commits.set(0);
    failures.set(count);
  }

  /** The commits that were tried since {@link #failNext}. */
  public int commits() {
    return commits.get();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (EOFException | SocketException e) {
            // one of both has ended the connection
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        "certification-failures");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket upstream = new Socket(listener.getInetAddress(), server.port());
      for (Socket socket : List.of(client, upstream)) {
        sockets.add(socket);
        socket.setTcpNoDelay(true);
      }
      AtomicBoolean failing = new AtomicBoolean();
      start(() -> pass(client, upstream, failing, true));
      start(() -> pass(upstream, client, failing, false));
    }
  }

  private void pass(Socket from, Socket to, AtomicBoolean failing, boolean wishes)
      throws IOException {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        int first = Integer.reverseBytes(in.readInt());
        byte[] content = new byte[first & 0xffffff];
        in.readFully(content);
        byte[] passed = wishes ? wish(content, failing) : answer(content, failing);
        byte[] packet = new byte[4 + passed.length];
        packet[0] = (byte) passed.length;
        packet[1] = (byte) (passed.length >> 8);
        packet[2] = (byte) (passed.length >> 16);
        packet[3] = (byte) (first >> 24);
        System.arraycopy(passed, 0, packet, 4, passed.length);
        out.write(packet);
      }
    }
  }

  private byte[] wish(byte[] content, AtomicBoolean failing) {
    if (!Arrays.equals(content, COMMIT)) {
      return content;
    }
    commits.incrementAndGet();
    failing.set(failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    return failing.get() ? ROLLBACK : content;
  }

  private static byte[] answer(byte[] content, AtomicBoolean failing) {
    return failing.getAndSet(false) ? FAILURE : content;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
