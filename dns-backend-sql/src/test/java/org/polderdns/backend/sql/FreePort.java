package org.polderdns.backend.sql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 for programs that cannot be told to choose one: free for UDP and TCP, given to
 * nobody else in this process, and none of those that the kernel gives to clients, which could have
 * it before the program does.
 */
public final class FreePort {
  private static final Path CLIENT_PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final Set<Integer> GIVEN = new HashSet<>();

  private static final int TRIES = 1000;

  private FreePort() {}

  /** The first of them; these files give all of their text to the first read, however short. */
  private static int clientPorts() throws IOException {
    try (InputStream in = Files.newInputStream(CLIENT_PORTS)) {
      byte[] octets = in.readNBytes(64);
      return Integer.parseInt(new String(octets, US_ASCII).strip().split("\\s+")[0]);
    }
  }

  public static synchronized int next() throws IOException {
    int end = clientPorts();
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    for (int tries = 1; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(end / 2, end);
      if (GIVEN.contains(port)) {
        continue;
      }
      try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
          DatagramSocket udp = new DatagramSocket(port, loopback)) {
        GIVEN.add(udp.getLocalPort());
        return tcp.getLocalPort();
      } catch (BindException e) {
        if (tries == TRIES) { // all somebody else's
          throw e;
        }
      }
    }
  }
}
