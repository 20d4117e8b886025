package org.polderdns.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KernelUdpCountersTest {
  @Test
  void readsWhatLinuxWrites(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("snmp"), """
        Tcp: RtoAlgorithm RtoMin
        Tcp: 1 200
        Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors
        Udp: 100 2 3 90 4 5 6
        UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors
        UdpLite: 7 7 7 7 7 7 7
        """);
    Files.writeString(directory.resolve("snmp6"), """
        Udp6InDatagrams                 	50
        Udp6RcvbufErrors                	8
        UdpLite6RcvbufErrors            	9
        """);
    assertThat(new KernelUdpCounters(directory).snapshot())
        .containsOnlyKeys(
            "udp-noport-errors",
            "udp-in-errors",
            "udp-recvbuf-errors",
            "udp-sndbuf-errors",
            "udp-in-csum-errors",
            "udp6-recvbuf-errors")
        .containsEntry("udp-noport-errors", 2L)
        .containsEntry("udp-recvbuf-errors", 4L)
        .containsEntry("udp-sndbuf-errors", 5L)
        .containsEntry("udp6-recvbuf-errors", 8L);
  }

  @Test
  void tellsNothingWhereTheSystemDoes(@TempDir Path directory) {
    assertThat(new KernelUdpCounters(directory).snapshot()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemsOwnNumbersGrow() throws IOException {
    KernelUdpCounters counters = new KernelUdpCounters();
    long before = counters.snapshot().get("udp-recvbuf-errors");
    try (DatagramSocket full = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket sender = new DatagramSocket()) {
      full.setReceiveBufferSize(2048);
      for (int i = 0; i < 1000; i++) {
        sender.send(new DatagramPacket(new byte[512], 512, full.getLocalSocketAddress()));
      }
    }
    assertThat(counters.snapshot().get("udp-recvbuf-errors")).isGreaterThan(before);
  }
}
