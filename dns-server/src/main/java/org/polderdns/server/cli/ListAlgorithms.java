package org.polderdns.server.cli;

import org.polderdns.dnssec.key.SignatureEngine;
import org.polderdns.dnssec.key.SigningAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code list-algorithms}. */
@Command(name = "list-algorithms", description = "List the algorithms that zones are signed with")
final class ListAlgorithms extends ZoneCommand {
  @Parameters(index = "0", paramLabel = "with-backend", arity = "0..1", defaultValue = "")
  private String mode = "";

  @Override
  int run() {
    if (!mode.isEmpty() && !mode.equals("with-backend")) {
      throw new UsageException("unknown word '" + mode + "', expected with-backend");
    }
    tool().print("DNSKEY algorithms supported by this installation of Polder DNS:");
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      tool()
          .print(algorithm.number() + " - " + algorithm
              + (mode.isEmpty() ? "" : " using " + engine(algorithm)));
    }
    return 0;
  }

  private static String engine(SigningAlgorithm algorithm) {
    SignatureEngine engine = SignatureEngine.bySpeed(algorithm).stream()
        .filter(SignatureEngine::isPresent)
        .findFirst()
        .orElseThrow();
    return switch (engine) {
      case ACCP -> "Amazon Corretto Crypto Provider";
      case BOUNCY_CASTLE -> "Bouncy Castle";
      case JDK -> "JDK";
    };
  }
}
