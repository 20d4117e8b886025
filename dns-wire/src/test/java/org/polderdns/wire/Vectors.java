package org.polderdns.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The lines of a vector file: words, of which the last is octets in hexadecimal, spaced at will. */
final class Vectors {
  private Vectors() {}

  /** The lines of a resource, split into {@code fields} words and the octets. */
  static Stream<Vector> read(String resource, int fields) {
    try (InputStream in =
            Objects.requireNonNull(Vectors.class.getResourceAsStream("/" + resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> {
            List<String> words = List.of(line.split(" +", fields + 1));
            String hex = words.size() > fields ? words.get(fields).replace(" ", "") : "";
            return new Vector(words.subList(0, fields), Octets.parseHex(hex));
          })
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line. */
  record Vector(List<String> words, Octets octets) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }
}
