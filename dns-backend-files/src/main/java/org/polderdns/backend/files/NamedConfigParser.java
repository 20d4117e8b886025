package org.polderdns.backend.files;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.files.ConfigTokens.Kind;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/**
 * Reads a {@code named.conf}: directory and also-notify of the options, zone statements, and
 * included files. All else is passed over, whatever it is, as long as its braces match; zones in
 * views are among it.
 *
 * <p>The directory of the options counts for all files, wherever it stands; without one they are
 * looked for from the working directory.
 */
final class NamedConfigParser {
  static final int MAX_INCLUDES = 20;
  static final int MAX_BLOCKS = 100;

  /** A zone statement before it is known in which directory its file is. */
  private static final class Draft {
    final Name apex;
    final String place;

    @Nullable
    String type; // null: not given

    @Nullable
    Path file; // null: not given

    List<String> primaries = List.of();
    List<String> alsoNotify = List.of();

    Draft(Name apex, String place) {
      this.apex = apex;
      this.place = place;
    }
  }

  private final Path main;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Path directory = Path.of("");
  private List<String> alsoNotify = List.of();
  private int rejected;

  private NamedConfigParser(Path main) {
    this.main = main;
  }

  /**
   * Reads a file and those that it includes.
   *
   * @throws PresentationFormatException if one is wrong, or cannot be read; it says where
   */
  static NamedConfig parse(Path file) {
    NamedConfigParser parser = new NamedConfigParser(file);
    try (ConfigTokens in = open(file)) {
      parser.statements(in, 0);
    } catch (IOException e) {
      throw new PresentationFormatException(reason(file, e), e);
    }
    return parser.config();
  }

  private static ConfigTokens open(Path file) throws IOException {
    // Lenient, since comments may be in whatever encoding.
    return new ConfigTokens(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), file.toString());
  }

  private static String reason(Path file, IOException e) {
    String why = e instanceof NoSuchFileException ? "No such file or directory" : e.getMessage();
    return "Unable to open '" + file + "': " + why;
  }

  private void statements(ConfigTokens in, int includes) {
    while (in.next() != Kind.END) {
      if (in.is("options")) {
        options(in);
      } else if (in.is("zone")) {
        zone(in);
      } else if (in.is("include")) {
        include(in, includes);
      } else if (in.kind() == Kind.WORD || in.kind() == Kind.STRING) {
        skip(in);
      } else if (in.kind() != Kind.SEMICOLON) {
        throw in.expected("a statement");
      }
    }
  }

  private void options(ConfigTokens in) {
    open(in);
    while (in.next() != Kind.CLOSE) {
      if (in.is("directory")) {
        directory = path(in, "a directory");
        semicolon(in);
      } else if (in.is("also-notify")) {
        alsoNotify = AddressList.read(in);
        semicolon(in);
      } else {
        skip(in);
      }
    }
    semicolon(in);
  }

  private void zone(ConfigTokens in) {
    String place = in.place();
    Draft draft = new Draft(name(in), place);
    boolean internet = true;
    if (in.next() == Kind.WORD || in.kind() == Kind.STRING) {
      internet = in.text().equalsIgnoreCase("in");
      in.next();
    }
    if (in.kind() != Kind.OPEN) {
      throw in.expected("{");
    }
    while (in.next() != Kind.CLOSE) {
      zoneOption(in, draft);
    }
    semicolon(in);
    if (internet) {
      drafts.add(draft);
    }
  }

  private void zoneOption(ConfigTokens in, Draft draft) {
    if (in.is("type")) {
      draft.type = text(in, "a type").toLowerCase(Locale.ROOT);
      semicolon(in);
    } else if (in.is("file")) {
      draft.file = path(in, "a file");
      semicolon(in);
    } else if (in.is("masters") || in.is("primaries")) {
      draft.primaries = AddressList.read(in);
      semicolon(in);
    } else if (in.is("also-notify")) {
      draft.alsoNotify = AddressList.read(in);
      semicolon(in);
    } else {
      skip(in);
    }
  }

  private void include(ConfigTokens in, int includes) {
    Path file = directory.resolve(path(in, "a file"));
    if (includes == MAX_INCLUDES) {
      throw in.error("more than " + MAX_INCLUDES + " levels of include");
    }
    try (ConfigTokens included = open(file)) {
      statements(included, includes + 1);
    } catch (IOException e) {
      throw in.error(reason(file, e));
    }
    semicolon(in);
  }

  /** Passes over a statement from its first token to its semicolon. */
  private static void skip(ConfigTokens in) {
    int depth = 0;
    while (depth > 0 || in.kind() != Kind.SEMICOLON) {
      switch (in.kind()) {
        case OPEN -> {
          if (++depth > MAX_BLOCKS) {
            throw in.error("more than " + MAX_BLOCKS + " blocks in each other");
          }
        }
        case CLOSE -> {
          if (--depth < 0) {
            throw in.expected(";");
          }
        }
        case END -> throw in.expected(depth > 0 ? "}" : ";");
        default -> {}
      }
      in.next();
    }
  }

  private static Name name(ConfigTokens in) {
    String text = text(in, "the name of a zone");
    try {
      return Name.parse(text);
    } catch (PresentationFormatException e) {
      throw in.error("zone \"" + text + "\": " + e.getMessage());
    }
  }

  private static Path path(ConfigTokens in, String what) {
    String text = text(in, what);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw in.expected(what);
    }
  }

  private static String text(ConfigTokens in, String what) {
    Kind kind = in.next();
    if (kind != Kind.WORD && kind != Kind.STRING || in.text().isEmpty()) {
      throw in.expected(what);
    }
    return in.text();
  }

  private static void open(ConfigTokens in) {
    if (in.next() != Kind.OPEN) {
      throw in.expected("{");
    }
  }

  private static void semicolon(ConfigTokens in) {
    if (in.next() != Kind.SEMICOLON) {
      throw in.expected(";");
    }
  }

  private NamedConfig config() {
    Map<Name, ZoneStatement> zones = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      finish(draft).ifPresent(zone -> {
        if (zones.put(zone.apex(), zone) != null) {
          warnings.add(
              "Zone '" + shown(draft.apex) + "' is there more than once, taking " + draft.place);
        }
      });
    }
    return new NamedConfig(List.copyOf(zones.values()), drafts.size(), warnings, rejected);
  }

  private Optional<ZoneStatement> finish(Draft draft) {
    String zone = shown(draft.apex);
    Path file = draft.file;
    if (file == null) {
      warnings.add("Zone '" + zone + "' has no 'file' directive set in " + main);
      rejected++;
      return Optional.empty();
    }
    String type = draft.type;
    if (type == null) {
      warnings.add("Zone '" + zone + "' has no type specified, assuming 'native'");
      type = "native";
    }
    Optional<ZoneKind> kind = switch (type) {
      case "master", "primary" -> Optional.of(ZoneKind.MASTER);
      case "slave", "secondary" -> Optional.of(ZoneKind.SLAVE);
      case "native" -> Optional.of(ZoneKind.NATIVE);
      default -> Optional.empty();
    };
    if (kind.isEmpty()) {
      warnings.add("Warning! Skipping zone '" + zone + "' because type '" + type + "' is invalid");
      rejected++;
      return Optional.empty();
    }
    List<String> notify = new ArrayList<>(alsoNotify);
    notify.addAll(draft.alsoNotify);
    return Optional.of(new ZoneStatement(
        draft.apex, kind.get(), directory.resolve(file), draft.primaries, notify));
  }

  /** A name without its last dot, as operators write zones; the root is a dot. */
  static String shown(Name name) {
    String text = name.toString();
    return name.isRoot() ? text : text.substring(0, text.length() - 1);
  }
}
