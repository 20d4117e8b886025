package org.polderdns.server.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Linux counts of UDP, for all sockets of the host (of its network namespace): under the names
 * of {@code pdns_control show}, {@code udp-recvbuf-errors} and so on, {@code udp6-} for IPv6. No
 * other system has them.
 */
public final class KernelUdpCounters {
  private static final Map<String, String> NAMES = Map.of(
      "InCsumErrors", "in-csum-errors",
      "InErrors", "in-errors",
      "NoPorts", "noport-errors",
      "RcvbufErrors", "recvbuf-errors",
      "SndbufErrors", "sndbuf-errors");

  private final Path directory;

  /** Those of this process's network namespace. */
  public KernelUdpCounters() {
    this(Path.of("/proc/net"));
  }

  KernelUdpCounters(Path directory) {
    this.directory = directory;
  }

  /** All that the kernel tells now; nothing where it tells nothing. */
  public Map<String, Long> snapshot() {
    Map<String, Long> values = new TreeMap<>();
    String[] names = {};
    for (String line : lines("snmp")) {
      String[] words = line.split("\\s+");
      if (!words[0].equals("Udp:")) {
        continue;
      }
      // A line of names, then one of values.
      for (int i = 1; i < Math.min(names.length, words.length); i++) {
        put(values, "udp-", names[i], words[i]);
      }
      names = words;
    }
    for (String line : lines("snmp6")) {
      String[] words = line.split("\\s+");
      if (words.length == 2 && words[0].startsWith("Udp6")) {
        put(values, "udp6-", words[0].substring(4), words[1]);
      }
    }
    return values;
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void put(Map<String, Long> values, String prefix, String kernelName, String text) {
    String name = NAMES.get(kernelName);
    if (name != null) {
      values.put(prefix + name, Long.parseLong(text));
    }
  }
}
