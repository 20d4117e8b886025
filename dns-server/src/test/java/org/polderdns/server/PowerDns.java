package org.polderdns.server;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.polderdns.backend.sql.FreePort;
import org.polderdns.wire.RecordType;

/** PowerDNS's own server, with a configuration in a directory, on a free port. */
final class PowerDns implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/pdns_server");

  private final Process process;
  private final InetSocketAddress address;

  private PowerDns(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it; the test is skipped where the program is missing. */
  static PowerDns start(Path directory, String zone, String... settings) throws Exception {
    assumeThat(PROGRAM).isExecutable();
    int port = FreePort.next();
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.addAll(List.of(
        "local-address=127.0.0.1",
        "local-port=" + port,
        "socket-dir=" + directory,
        "daemon=no",
        "guardian=no",
        "security-poll-suffix="));
    Files.write(directory.resolve("pdns.conf"), lines);
    Process process = new ProcessBuilder(PROGRAM.toString(), "--config-dir=" + directory)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("pdns.log").toFile())
        .start();
    PowerDns started = new PowerDns(process, new InetSocketAddress("127.0.0.1", port));
    started.await(zone, directory);
    return started;
  }

  private void await(String zone, Path directory) throws Exception {
    byte[] question = Client.question(zone, RecordType.SOA);
    for (int tries = 0; tries < 600 && process.isAlive(); tries++) {
      try {
        if (Client.tcp(address, question).answers() > 0) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    close();
    throw new AssertionError(Files.readString(directory.resolve("pdns.log")));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
