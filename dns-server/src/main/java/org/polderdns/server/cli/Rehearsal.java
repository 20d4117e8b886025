package org.polderdns.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves a zone of its own on a free port of 127.0.0.1, asks it some questions and ends. The JVM
 * can keep the classes that were needed for it (an archive for class data sharing), and later
 * starts of the server are quicker for that: {@code java -XX:ArchiveClassesAtExit=FILE -cp JAR
 * org.polderdns.server.cli.Rehearsal}. Exit status 0 if all questions were answered.
 */
public final class Rehearsal {
  private static final int RECORDS = 5000;
  private static final int QUESTIONS = 2000;
  private static final int PORT_TRIES = 16;
  private static final long LIMIT_MILLIS = 30_000;
  private static final String TYPES = "\1\17\34\20"; // A, MX, AAAA, TXT

  private Rehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("polder-rehearsal");
    Path named = directory.resolve("named.conf");
    Path zone = directory.resolve("zone");
    Files.writeString(zone, zone());
    Files.writeString(named, "zone \"example\" { type master; file \"" + zone + "\"; };\n");
    int port = freePort();
    Thread client = new Thread(() -> ask(port, directory), "rehearsal");
    client.setDaemon(true);
    client.start();
    System.setProperty("polder.program", "pdns_server");
    Files.writeString(directory.resolve("pdns.conf"), settings(directory, named, port));
    Main.main(new String[] {"--config-dir=" + directory});
  }

  /** A port that neither UDP nor TCP has in use. */
  private static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int tries = 1; ; tries++) {
      try (DatagramSocket udp = new DatagramSocket(0, loopback);
          ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 1, loopback)) {
        return tcp.getLocalPort();
      } catch (BindException e) {
        if (tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  private static String settings(Path directory, Path named, int port) {
    return String.join(
        "\n",
        "launch=bind",
        "bind-config=" + named,
        "socket-dir=" + directory, // not where a running server's socket may be
        "local-address=127.0.0.1",
        "local-port=" + port,
        "");
  }

  private static String zone() {
    StringBuilder text = new StringBuilder("@ 3600 SOA ns1 h 1 2 3 4 5\n@ 3600 NS ns1\n");
    for (int i = 0; i < RECORDS; i += 5) {
      text.append("ns")
          .append(i)
          .append(" 3600 IN A 192.0.2.1\n 60 AAAA 2001:db8::1\n")
          .append("m")
          .append(i)
          .append(" MX 10 ns")
          .append(i)
          .append("\n IN TXT \"a text\" b\n")
          .append("c")
          .append(i)
          .append(" CNAME m")
          .append(i)
          .append('\n');
    }
    return text.append("ns0 TXT \"comes late\"\n").toString();
  }

  /** Asks, then ends the process in the server's own way. */
  private static void ask(int port, Path directory) {
    long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
    int answered = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(50);
      byte[] reply = new byte[4096];
      while (answered < QUESTIONS && System.nanoTime() < end) {
        try {
          byte[] question = question(answered);
          socket.send(new DatagramPacket(question, question.length));
          DatagramPacket packet = new DatagramPacket(reply, reply.length);
          socket.receive(packet);
          answered += (reply[3] & 15) == 2 ? 0 : 1; // SERVFAIL: not loaded yet
        } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
          // not there yet
        }
      }
      for (String name :
          new String[] {"pdns.conf", "named.conf", "zone", "pdns.controlsocket", ""}) {
        Files.deleteIfExists(directory.resolve(name));
      }
    } catch (IOException e) {
      answered = 0;
    }
    if (answered < QUESTIONS) {
      Runtime.getRuntime().halt(1);
    }
    System.exit(0);
  }

  /** One of many questions, with EDNS now and then; some have no answer. */
  private static byte[] question(int number) {
    String label = "nmcx".charAt(number & 3) + (number % 4 == 0 ? "s" : "") + number % RECORDS;
    boolean edns = (number & 8) != 0;
    char type = TYPES.charAt(number >> 4 & 3);
    String text = "\0\1\0\0\0\1\0\0\0\0\0" + (edns ? '\1' : '\0') + (char) label.length() + label
        + "\7example\0\0" + type + "\0\1" + (edns ? "\0\0\51\4\320\0\0\0\0\0\0" : "");
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
