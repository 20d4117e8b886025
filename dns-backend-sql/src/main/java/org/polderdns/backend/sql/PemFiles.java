package org.polderdns.backend.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Certificates and private keys in PEM, as OpenSSL reads them: other blocks and text beside them do
 * not matter. A key is PKCS #8 (RFC 5958), PKCS #1 for RSA (RFC 8017) or RFC 5915 for ECDSA, and not encrypted.
 */
final class PemFiles {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  /** The names that {@code openssl rehash} gives to what counts in a directory. */
  private static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}\\.[0-9]+");

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:[A-Z]+ )?)PRIVATE KEY-----([^-]*)-----END");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;
  private static final byte[] VERSION = {2, 1, 0};

  private PemFiles() {}

  /**
   * What identifies a client by two files, which may be one.
   *
   * @throws IOException if one cannot be read, names the file and has nothing of the key
   */
  static KeyManager[] identity(Path certificate, Path key) throws IOException {
    Certificate[] chain = certificates(certificate);
    PrivateKey secret = key(key, chain[0].getPublicKey());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", secret, new char[0], chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, new char[0]);
      return managers.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(certificate + ": cannot be used with " + key, e);
    }
  }

  private static Certificate[] certificates(Path file) throws IOException {
    byte[] blocks = blocks(file).getBytes(StandardCharsets.ISO_8859_1);
    try {
      Certificate[] chain = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(blocks))
          .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new IOException(file + ": no certificate in PEM in it");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": not a certificate", e);
    }
  }

  /** The blocks of a file that are certificates, each ended by a line feed. */
  static String blocks(Path file) throws IOException {
    return CERTIFICATE
        .matcher(text(file))
        .results()
        .map(block -> block.group() + "\n")
        .collect(Collectors.joining());
  }

  /** As {@link #blocks}, of a directory's files that have names as {@code openssl rehash} gives. */
  static String blocksIn(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (HASHED.matcher(file.getFileName().toString()).matches()) {
          all.append(blocks(file));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      throw new IOException(directory + ": not there", e);
    }
    return all.toString();
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": not there", e);
    }
  }

  private static PrivateKey key(Path file, PublicKey other) throws IOException {
    Matcher found = KEY.matcher(text(file));
    if (!found.find()) {
      throw new IOException(file + ": no private key in PEM in it");
    }
    String form = found.group(1).strip();
    String digits = found.group(2);
    if (form.equals("ENCRYPTED") || digits.indexOf(':') >= 0) { // headers: only if encrypted
      throw new IOException(file + ": the private key is encrypted");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(digits);
      PKCS8EncodedKeySpec spec =
          new PKCS8EncodedKeySpec(form.isEmpty() ? der : wrapped(der, other));
      return KeyFactory.getInstance(other.getAlgorithm()).generatePrivate(spec);
    } catch (GeneralSecurityException | RuntimeException e) { // which may quote the key
      throw new IOException(file + ": not a private key of the kind that the certificate is of");
    }
  }

  /** PKCS #8 around a key of an algorithm that stands in the public key as it has to stand here. */
  private static byte[] wrapped(byte[] key, PublicKey other) {
    byte[] info = other.getEncoded(); // SEQUENCE { AlgorithmIdentifier, BIT STRING }
    int start = contentAt(info, 0);
    int end = contentAt(info, start) + length(info, start);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(VERSION);
    content.write(info, start, end - start);
    content.writeBytes(element(OCTET_STRING, key));
    return element(SEQUENCE, content.toByteArray());
  }

  private static int contentAt(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (byte octet : Arrays.copyOfRange(der, at + 2, contentAt(der, at))) {
      length = length << 8 | octet & 0xff;
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 0x80) {
      int octets = (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
      out.write(0x80 | octets);
      for (int shift = 8 * (octets - 1); shift > 0; shift -= 8) {
        out.write(content.length >> shift);
      }
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
