package org.polderdns.dnssec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tokens of SoftHSM, below the directory of the tests; the PIN is {@value #PIN}. */
public final class SoftHsm {
  /** The name of the module. */
  public static final String MODULE = "softhsm2";

  public static final String PIN = "tango-1234";

  private SoftHsm() {}

  /** Makes an empty token. Tests that need one are skipped where SoftHSM is not installed. */
  public static void makeToken(String label) throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of("/usr/share/p11-kit/modules/softhsm2.module")),
        "SoftHSM is not installed");
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("tokens");
    Files.createDirectories(tokens);
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Process made = new ProcessBuilder(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            "security-officer")
        .redirectErrorStream(true)
        .start();
    String output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(output).isZero();
  }
}
