package org.polderdns.records;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.polderdns.wire.RecordType;

/**
 * The vector files, one a type: groups of lines with a blank line between. In a group {@code text}
 * is read, all others are what comes of it; {@code prints} is the text again if it is missing.
 *
 * <pre>
 * text      10 Mail.example.
 * prints    10 Mail.example.
 * generic   \# 16 000a044d61696c076578616d706c6500
 * wire      000a044d61696c076578616d706c6500
 * canonical 000a046d61696c076578616d706c6500
 * json      {"preference":10,"exchange":"Mail.example."}
 * reject    65536 mail.example.    ; MX.preference: expected 0 to 65535, found "65536"
 * malformed 000a                   ; MX.exchange: ends early
 * </pre>
 */
final class Vectors {
  /** A group: lines by their first word. */
  record Group(RecordType type, int line, Map<String, String> lines) {
    String get(String word, String missing) {
      return lines.getOrDefault(word, missing);
    }

    @Override
    public String toString() {
      return type + ".vectors:" + line;
    }
  }

  /** Input that is to be refused, and the end of the error's text, which may be empty. */
  record Refused(RecordType type, int line, String input, String error) {
    @Override
    public String toString() {
      return type + ".vectors:" + line;
    }
  }

  private static final Pattern LINE = Pattern.compile("([a-z]+)(?:\\s+(.*))?");
  private static final Pattern REFUSED = Pattern.compile("(.*?)(?:\\s+; ([A-Z0-9-]+[.:] ?.*))?");

  final List<Group> groups = new ArrayList<>();
  final List<Refused> rejects = new ArrayList<>();
  final List<Refused> malformed = new ArrayList<>();

  private Vectors() {}

  static boolean has(RecordType type) {
    return Vectors.class.getResource("/rr/" + type + ".vectors") != null;
  }

  static Vectors all() {
    RdataFormats.load();
    Vectors vectors = new Vectors();
    try (Stream<Path> files =
        Files.list(Path.of(Vectors.class.getResource("/rr").toURI())).sorted()) {
      for (Path file : files.toList()) {
        vectors.read(file);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return vectors;
  }

  private void read(Path file) throws IOException {
    RecordType type = RecordType.parse(file.getFileName().toString().replace(".vectors", ""));
    Group group = null;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      Matcher matcher = LINE.matcher(line.strip());
      if (line.isBlank()) {
        group = null;
      }
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!matcher.matches()) {
        throw new IllegalStateException(file + ":" + number + ": not a line of vectors");
      }
      String word = matcher.group(1);
      String rest = matcher.group(2) == null ? "" : matcher.group(2);
      switch (word) {
        case "reject", "malformed" -> {
          Matcher refused = REFUSED.matcher(rest);
          if (!refused.matches()) {
            throw new IllegalStateException(file + ":" + number);
          }
          String error = refused.group(2) == null ? "" : refused.group(2);
          (word.equals("reject") ? rejects : malformed)
              .add(new Refused(type, number, refused.group(1), error));
        }
        case "text", "prints", "generic", "wire", "canonical", "json" -> {
          if (group == null) {
            group = new Group(type, number, new LinkedHashMap<>());
            groups.add(group);
          }
          if (group.lines.put(word, rest) != null) {
            throw new IllegalStateException(file + ":" + number + ": a second " + word);
          }
        }
        default -> throw new IllegalStateException(file + ":" + number + ": unknown " + word);
      }
    }
  }
}
