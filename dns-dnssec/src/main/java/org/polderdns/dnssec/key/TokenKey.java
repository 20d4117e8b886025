package org.polderdns.dnssec.key;

/**
 * Where a private key is that never leaves its token (PKCS #11).
 *
 * @param module the name of a module that p11-kit knows, or the path of its library
 * @param slot label or number of the token
 * @param pin secret; empty if somebody logs in by {@link Tokens#login}
 * @param label of the private key
 * @param publicLabel of the public key, most often the same
 */
public record TokenKey(String module, String slot, String pin, String label, String publicLabel) {
  public TokenKey {
    for (String text : new String[] {module, slot, pin, label, publicLabel}) {
      if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
        throw KeyRefusedException.malformed("a line feed in the name of a key in a token");
      }
    }
    if (module.isBlank() || slot.isBlank() || label.isBlank() || publicLabel.isBlank()) {
      throw KeyRefusedException.malformed("a key in a token needs a module, a token and a label");
    }
  }

  /** Module, token and label, without the PIN. */
  @Override
  public String toString() {
    return module + "," + slot + "," + label;
  }
}
