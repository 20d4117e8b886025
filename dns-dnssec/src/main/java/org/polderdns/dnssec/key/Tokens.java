package org.polderdns.dnssec.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.key.Cryptoki.TokenException;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.wire.Octets;

/**
 * The tokens that keep private keys to themselves: hardware, or SoftHSM. Modules and logins are the
 * process's, as PKCS #11 has it, so that who logs in does so for all keys of the token.
 *
 * <p>What goes wrong is a {@link KeyRefusedException} for {@link Reason#TOKEN}, whose text has the
 * name that PKCS #11 gives to it, and never a PIN.
 */
public final class Tokens {
  private static final List<Path> P11_KIT = List.of(
      Path.of("/etc/pkcs11/modules"),
      Path.of("/usr/local/share/p11-kit/modules"),
      Path.of("/usr/share/p11-kit/modules"));

  private static final Map<String, Cryptoki> MODULES = new HashMap<>();
  private static final Map<List<String>, Token> TOKENS = new HashMap<>();

  private Tokens() {}

  @FunctionalInterface
  private interface Use<T> {
    T of(Token token) throws TokenException;
  }

  /** Logs in to a token, for all its keys whose text has no PIN; does nothing if somebody has. */
  public static void login(String module, String slot, String pin) {
    with(module, slot, module + "," + slot, token -> {
      token.login(pin);
      return true;
    });
  }

  /** Whether a token has a key of that label already, the private one or the public one. */
  public static boolean hasKey(TokenKey key) {
    return with(key.module(), key.slot(), key, token -> token.hasKeys(key));
  }

  /**
   * Makes a new key in its token, of which the private part cannot be taken out.
   *
   * @param bits what the algorithm allows
   * @throws KeyRefusedException if the algorithm does not allow that size, the token has a key of
   *     that label, or refuses
   */
  public static SigningKey generate(SigningAlgorithm algorithm, int bits, TokenKey key) {
    algorithm.checkBits(bits);
    with(key.module(), key.slot(), key, token -> {
      if (token.hasKeys(key)) {
        throw new TokenException("there is a key of that label");
      }
      token.generate(algorithm, bits, key);
      return true;
    });
    return find(algorithm, key);
  }

  /**
   * The key of an algorithm in its token.
   *
   * @throws KeyRefusedException if it is not there, or not of the algorithm
   */
  public static SigningKey find(SigningAlgorithm algorithm, TokenKey key) {
    Octets publicKey =
        with(key.module(), key.slot(), key, token -> token.publicKey(algorithm, key));
    return SigningKey.ofToken(algorithm, key, publicKey);
  }

  static Signer signer(SigningAlgorithm algorithm, TokenKey key) {
    return with(key.module(), key.slot(), key, token -> token.signer(algorithm, key));
  }

  private static <T> T with(String module, String slot, Object what, Use<T> use) {
    try {
      return use.of(token(module, slot));
    } catch (TokenException e) {
      throw new KeyRefusedException(Reason.TOKEN, "token " + what + ": " + e.getMessage());
    }
  }

  private static synchronized Token token(String module, String slot) throws TokenException {
    List<String> name = List.of(module, slot);
    Token token = TOKENS.get(name);
    if (token == null) {
      String library = library(module);
      Cryptoki cryptoki = MODULES.get(library);
      if (cryptoki == null) {
        cryptoki = Cryptoki.open(library);
        MODULES.put(library, cryptoki);
      }
      token = new Token(cryptoki, slot);
      TOKENS.put(name, token);
    }
    return token;
  }

  /** The library of a module: a path, or what p11-kit's configuration says for its name. */
  private static String library(String module) throws TokenException {
    if (module.startsWith("/")) {
      return module;
    }
    if (!module.matches("[A-Za-z0-9._-]+")) {
      throw new TokenException("not the name of a module");
    }
    for (Path directory : P11_KIT) {
      Path file = directory.resolve(module + ".module");
      if (Files.isRegularFile(file)) {
        return libraryIn(file).orElseThrow(() -> new TokenException(file + " names no module"));
      }
    }
    throw new TokenException("there is no such module in " + P11_KIT);
  }

  private static Optional<String> libraryIn(Path file) throws TokenException {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("module:"))
          .map(line -> line.substring("module:".length()).strip())
          .findFirst();
    } catch (IOException e) {
      throw new TokenException("cannot read " + file);
    }
  }
}
