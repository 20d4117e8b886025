package org.polderdns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** BIND's validating resolver of one question, with a zone's own keys as its trust anchor. */
final class Delv {
  private static final Path PROGRAM = Path.of("/usr/bin/delv");

  private final DnsServer server;
  private final Path anchors;
  private final String zone;

  private Delv(DnsServer server, Path anchors, String zone) {
    this.server = server;
    this.anchors = anchors;
    this.zone = zone;
  }

  /** Trusts the DNSKEY records that the server gives now. */
  static Delv trusting(DnsServer server, Path directory, String zone) throws IOException {
    assumeThat(PROGRAM).isExecutable();
    StringBuilder text = new StringBuilder("trust-anchors {\n");
    for (String key : dig(server, "+short", zone, "DNSKEY").lines().toList()) {
      String[] words = key.split(" ", 4);
      text.append(zone + " static-key " + words[0] + " " + words[1] + " " + words[2] + " \""
          + words[3].replace(" ", "") + "\";\n");
    }
    return new Delv(
        server, Files.writeString(directory.resolve(zone + "anchors"), text.append("};\n")), zone);
  }

  /** What dig prints. */
  static String dig(DnsServer server, String... words) {
    List<String> command = new ArrayList<>(List.of(
        "/usr/bin/dig", "@127.0.0.1", "-p", Integer.toString(server.address().getPort())));
    command.addAll(List.of(words));
    return Pdnsutil.output(command);
  }

  /** What it says of an answer or of a denial, validated or not. */
  String says(String name, String type) {
    return Pdnsutil.output(List.of(
        PROGRAM.toString(),
        "@127.0.0.1",
        "-p",
        Integer.toString(server.address().getPort()),
        "-a",
        anchors.toString(),
        "+root=" + zone,
        name,
        type));
  }

  /** Sees to it that an answer is validated, or a denial. */
  void validates(String name, String type) {
    assertThat(says(name, type)).as(name + " " + type).contains("fully validated");
  }
}
