package org.polderdns.dnssec.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.polderdns.dnssec.key.KeyRefusedException.Reason;
import org.polderdns.records.rr.Dnskey;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.file.ZoneFileOptions;
import org.polderdns.zone.file.ZoneFileReader;

/**
 * Keys in pairs of files, as {@code dnssec-keygen} and {@code ldns-keygen} make them: {@code
 * Kexample.org.+013+00934.key} with the DNSKEY record and {@code .private} beside it with the key.
 */
public final class KeyFiles {
  private static final int MAX_LENGTH = 65536;
  private static final String PUBLIC = ".key";
  private static final String PRIVATE = ".private";

  /**
   * A key out of files.
   *
   * @param owner the zone
   * @param dnskey the record of the {@code .key} file, which has the flags
   */
  public record Pair(Name owner, Dnskey dnskey, SigningKey key, KeyLife life) {}

  private KeyFiles() {}

  /**
   * Reads a pair.
   *
   * @param file either file of it, or its path without {@code .key} and {@code .private}
   * @throws KeyRefusedException if one is not what it should be, or they are of two keys
   * @throws UncheckedIOException if one cannot be read
   */
  public static Pair read(Path file) {
    String name = file.getFileName().toString();
    for (String ending : new String[] {PUBLIC, PRIVATE}) {
      if (name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    Path publicFile = file.resolveSibling(name + PUBLIC);
    Path privateFile = file.resolveSibling(name + PRIVATE);
    try {
      Map<String, String> fields = IscKeyText.fields(text(privateFile));
      SigningKey key = IscKeyText.key(fields);
      return pair(text(publicFile), key, BindTimes.read(fields));
    } catch (KeyRefusedException e) {
      throw e.in(name);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_LENGTH) {
        throw KeyRefusedException.malformed("file of over " + MAX_LENGTH + " octets");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pair pair(String text, SigningKey key, KeyLife life) {
    try (ZoneFileReader reader = ZoneFileReader.of(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
        PUBLIC,
        Name.ROOT,
        ZoneFileOptions.DEFAULT.withMaxIncludeDepth(0).withDefaultTtl(0))) {
      if (!reader.next() || reader.type() != RecordType.DNSKEY) {
        throw KeyRefusedException.malformed(PUBLIC + ": expected a DNSKEY record");
      }
      Dnskey dnskey = Dnskey.FORMAT.read(reader.rdata());
      key.checkMatches(dnskey);
      Pair pair = new Pair(reader.owner(), dnskey, key, life);
      if (reader.next()) {
        throw KeyRefusedException.malformed(PUBLIC + ": expected one record");
      }
      return pair;
    } catch (PresentationFormatException e) {
      throw new KeyRefusedException(Reason.MALFORMED, e.getMessage());
    }
  }

  /**
   * Writes a pair, the private file readable by its owner alone from the moment it is there.
   *
   * @param flags of the DNSKEY, 256 or 257
   * @return the {@code .private} file
   * @throws UncheckedIOException if a file cannot be written, or is there already
   */
  public static Path write(Path directory, Name owner, SigningKey key, int flags, KeyLife life) {
    String base = baseName(owner, key, flags);
    Path file = directory.resolve(base + PRIVATE);
    String times = BindTimes.write(life);
    String text = IscKeyText.write(key, times.isEmpty() ? "v1.2" : "v1.3") + times;
    try {
      writePrivate(file, text);
      Octets rdata = Dnskey.FORMAT.write(key.dnskey(flags));
      Files.writeString(
          directory.resolve(base + PUBLIC),
          owner + "\tIN\tDNSKEY\t" + Dnskey.FORMAT.print(rdata) + '\n');
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a text that nobody but the owner of the file may read, mode 0600, in one step.
   *
   * @throws FileAlreadyExistsException if the file is there
   */
  static void writePrivate(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path directory = file.toAbsolutePath().getParent();
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes = posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
    Path unfinished = Files.createTempFile(directory, ".", ".unfinished", attributes);
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** {@code Kexample.org.+013+00934}. */
  static String baseName(Name owner, SigningKey key, int flags) {
    return String.format(
        Locale.ROOT, "K%s+%03d+%05d", fileName(owner), key.algorithm().number(), key.tag(flags));
  }

  /** Letters in lower case, digits, hyphens and underscores as they are, all else as %2F. */
  private static String fileName(Name owner) {
    if (owner.isRoot()) {
      return ".";
    }
    Name lower = owner.canonical();
    StringBuilder out = new StringBuilder();
    for (int label = 0; label < lower.labelCount(); label++) {
      Octets octets = lower.label(label);
      for (int i = 0; i < octets.length(); i++) {
        char c = (char) octets.at(i);
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
          out.append(c);
        } else {
          out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
        }
      }
      out.append('.');
    }
    return out.toString();
  }
}
