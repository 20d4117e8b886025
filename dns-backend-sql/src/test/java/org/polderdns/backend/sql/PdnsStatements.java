package org.polderdns.backend.sql;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The statements that the pdns_server of this machine, 4.7 or later, has by default. */
final class PdnsStatements {
  private static final Path SERVER = Path.of("/usr/sbin/pdns_server");

  /** Suffixes of old with those of today. */
  private static final Map<String, String> OLD = Map.of(
      "info-all-slaves-query", "info-all-secondaries-query",
      "info-all-master-query", "info-all-primary-query",
      "update-master-query", "update-primary-query",
      "supermaster-query", "autoprimary-query",
      "supermaster-name-to-ips", "autoprimary-name-to-ips",
      "supermaster-add", "autoprimary-add");

  private PdnsStatements() {}

  /** By suffix; nothing is tested where there is no pdns_server with that kind of backend. */
  static Map<String, String> of(String kind) throws Exception {
    assumeThat(SERVER).isExecutable();
    Map<String, String> settings = new HashMap<>();
    Process server = new ProcessBuilder(
            SERVER.toString(), "--no-config", "--launch=" + kind, "--config")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String prefix = "# " + kind + "-";
    try (BufferedReader output = new BufferedReader(
        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int equals = line.indexOf('=');
        if (line.startsWith(prefix) && equals > 0) {
          String suffix = line.substring(prefix.length(), equals);
          String text = line.substring(equals + 1);
          Query.find(OLD.getOrDefault(suffix, suffix))
              .ifPresent(query -> settings.put(query.suffix(), text));
        }
      }
    }
    server.waitFor();
    assumeThat(settings).isNotEmpty();
    return settings;
  }
}
