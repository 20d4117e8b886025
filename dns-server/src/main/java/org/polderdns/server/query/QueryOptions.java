package org.polderdns.server.query;

import org.polderdns.server.config.Settings;
import org.polderdns.zone.answer.AnswerOptions;

/**
 * Choices of how questions are answered.
 *
 * @param answers those of the answer algorithm
 * @param udpLimit the longest reply over UDP in octets, whatever the client would take, 512 to
 *     65535; also what the client is told that we take
 * @param serverId what NSID and {@code id.server} say
 * @param version what {@code version.bind} says; empty for SERVFAIL
 */
public record QueryOptions(AnswerOptions answers, int udpLimit, String serverId, String version) {
  /**
   * As the settings say.
   *
   * @param hostName taken where {@code server-id} is empty
   * @param fullVersion taken where {@code version-string} is {@code full}
   */
  public static QueryOptions of(Settings settings, String hostName, String fullVersion) {
    AnswerOptions answers = new AnswerOptions(
        settings.yes("any-to-tcp"),
        settings.yes("dname-processing"),
        settings.yes("resolve-across-zones"),
        AnswerOptions.DEFAULT.maxChain());
    String id = settings.text("server-id");
    String version = switch (settings.text("version-string")) {
      case "full" -> fullVersion;
      case "powerdns" -> "Polder DNS";
      case "anonymous" -> "";
      default -> settings.text("version-string");
    };
    return new QueryOptions(
        answers,
        settings.number("udp-truncation-threshold", 512, 65535),
        id.isEmpty() ? hostName : id,
        version);
  }
}
