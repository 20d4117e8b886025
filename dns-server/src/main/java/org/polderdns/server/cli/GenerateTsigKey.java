package org.polderdns.server.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.polderdns.backend.StoredTsigKey;
import org.polderdns.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code generate-tsig-key}. */
@Command(name = "generate-tsig-key", description = "Make and store a TSIG key, and print it")
final class GenerateTsigKey extends ZoneCommand {
  /** The octets of a key, by algorithm (RFC 8945 §6). */
  private static final Map<String, Integer> SIZES = Map.of(
      "hmac-md5", 32,
      "hmac-sha1", 32,
      "hmac-sha224", 32,
      "hmac-sha256", 64,
      "hmac-sha384", 64,
      "hmac-sha512", 64);

  @Parameters(index = "0", paramLabel = "NAME")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "hmac-md5|hmac-sha1|hmac-sha224|hmac-sha256|hmac-sha384|hmac-sha512")
  private String algorithm = "";

  @Override
  int run() {
    Name key = Tool.zoneName(name);
    Integer size = SIZES.get(algorithm);
    if (size == null) {
      throw new CommandException("Could not create new TSIG key " + Tool.shown(key) + " "
          + algorithm + ": Invalid TSIG algorithm: " + algorithm);
    }
    byte[] octets = new byte[size];
    new SecureRandom().nextBytes(octets);
    String secret = Base64.getEncoder().encodeToString(octets);
    tool().tsigKeys().setTsigKey(new StoredTsigKey(key, algorithm, secret));
    tool().print("Create new TSIG key " + Tool.shown(key) + " " + algorithm + " " + secret);
    return 0;
  }
}
