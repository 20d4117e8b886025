package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The statements that are in force for the queries when operators do not say otherwise. */
final class DefaultTexts {
  private static final Pattern PARAMETER = Pattern.compile(":([a-z_0-9]+)");
  private static final Map<DatabaseKind, Map<Query, String>> TEMPLATES = read();

  private DefaultTexts() {}

  private static Map<DatabaseKind, Map<Query, String>> read() {
    Map<DatabaseKind, Map<Query, String>> templates = new EnumMap<>(DatabaseKind.class);
    for (DatabaseKind kind : DatabaseKind.values()) {
      templates.put(kind, new EnumMap<>(Query.class));
    }
    for (String paragraph : resource().split("\n\n")) {
      List<String> lines =
          paragraph.lines().filter(line -> !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        add(templates, lines.get(0), String.join(" ", lines.subList(1, lines.size())));
      }
    }
    return templates;
  }

  private static void add(
      Map<DatabaseKind, Map<Query, String>> templates, String heading, String template) {
    String[] words = heading.split("[ @]+");
    Query query = Query.find(words[0]).orElseThrow(() -> new IllegalStateException(heading));
    if (words.length == 1) {
      templates.values().forEach(texts -> texts.putIfAbsent(query, template));
    }
    for (int i = 1; i < words.length; i++) {
      templates.get(DatabaseKind.valueOf(words[i])).put(query, template);
    }
  }

  private static String resource() {
    try (InputStream in = DefaultTexts.class.getResourceAsStream("queries.texts")) {
      if (in == null) {
        throw new IllegalStateException("queries.texts is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A statement with parameters by name, whatever the kind; columns that are missing left out. */
  static String named(DatabaseKind kind, Query query, Set<String> missing) {
    String template = TEMPLATES.get(kind).get(query);
    if (template == null) {
      throw new IllegalStateException(query.suffix() + " has no text");
    }
    return kind.fill(template, missing);
  }

  /** A statement as operators would write it, which is how it is printed. */
  static String printed(DatabaseKind kind, Query query) {
    List<String> names = query.parameters();
    return PARAMETER
        .matcher(named(kind, query, Set.of()))
        .replaceAll(found -> marker(kind.parameterStyle(), names, found));
  }

  private static String marker(ParameterStyle style, List<String> names, MatchResult found) {
    return switch (style) {
      case POSITIONAL -> "?";
      case NUMBERED -> "\\$" + (names.indexOf(found.group(1)) + 1);
      case NAMED -> found.group();
    };
  }
}
