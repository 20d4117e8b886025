package org.polderdns.backend.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polderdns.backend.StoreCommands;
import org.polderdns.backend.ZoneKind;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/** The commands {@code bind-...}, with the replies that operators know. */
final class BindCommands implements StoreCommands {
  private final BindZones zones;
  private final long checkSeconds;

  BindCommands(BindZones zones, long checkSeconds) {
    this.zones = zones;
    this.checkSeconds = checkSeconds;
  }

  @Override
  public List<Command> commands() {
    return List.of(
        new Command("bind-add-zone", "<domain> <filename>", "bindbackend: add zone"),
        new Command(
            "bind-domain-extended-status",
            "[domains]",
            "bindbackend: list the extended status of all domains"),
        new Command("bind-domain-status", "[domains]", "bindbackend: list status of all domains"),
        new Command("bind-list-rejects", "", "bindbackend: list rejected domains"),
        new Command("bind-reload-now", "<domains>", "bindbackend: reload domains"));
  }

  @Override
  public String run(String name, List<String> arguments) {
    return switch (name) {
      case "bind-add-zone" -> addZone(arguments);
      case "bind-domain-extended-status" -> describe(arguments, this::extendedStatus);
      case "bind-domain-status" -> describe(arguments, this::status);
      case "bind-list-rejects" -> rejects();
      case "bind-reload-now" ->
        arguments.isEmpty() ? "no domains reloaded" : describe(arguments, this::reload);
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  private interface Description {
    void append(BindZone zone, StringBuilder text);
  }

  /** Describes the zones named, or all. */
  private String describe(List<String> names, Description description) {
    StringBuilder text = new StringBuilder();
    if (names.isEmpty()) {
      zones.all().forEach(zone -> description.append(zone, text));
    }
    for (String name : names) {
      Optional<BindZone> zone = find(name);
      if (zone.isPresent()) {
        description.append(zone.get(), text);
      } else {
        text.append(name).append(" no such domain\n");
      }
    }
    return text.toString();
  }

  private Optional<BindZone> find(String name) {
    try {
      return zones.find(Name.parse(name));
    } catch (PresentationFormatException e) {
      return Optional.empty();
    }
  }

  private void status(BindZone zone, StringBuilder text) {
    text.append(shown(zone)).append(": ").append(zone.isRejected() ? "[rejected]" : "");
    text.append('\t').append(zone.text()).append('\n');
  }

  private void reload(BindZone zone, StringBuilder text) {
    zones.load(zone);
    status(zone, text);
  }

  private void extendedStatus(BindZone zone, StringBuilder text) {
    ZoneStatement statement = zone.statement();
    String kind = zone.info().kind().toString();
    text.append(shown(zone)).append(": \n");
    line(text, "Status", zone.text());
    line(text, "Internal ID", zone.info().id());
    line(text, "On-disk file", statement.file() + " (" + zone.stamp().modified() / 1000 + ")");
    line(text, "Kind", kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT));
    addresses(text, "Masters", statement.primaries());
    addresses(text, "Also Notify", statement.alsoNotify());
    line(text, "Number of records", zone.records());
    line(text, "Loaded", zone.isLoaded() ? 1 : 0);
    line(text, "Check now", 0);
    line(text, "Check interval", checkSeconds);
    line(text, "Last check", 0);
    line(text, "Last notified", 0);
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("\t ").append(name).append(": ").append(value).append('\n');
  }

  private static void addresses(StringBuilder text, String name, Collection<String> addresses) {
    line(text, name, "");
    for (String address : addresses) {
      boolean hasPort = address.contains("]:")
          || address.indexOf(':') == address.lastIndexOf(':') && address.indexOf(':') >= 0;
      String bare = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
      text.append("\t\t - ").append(hasPort ? address : bare + ":53").append('\n');
    }
  }

  private String rejects() {
    StringBuilder text = new StringBuilder();
    for (BindZone zone : zones.all()) {
      if (zone.isRejected()) {
        text.append(shown(zone)).append('\t').append(zone.problem()).append('\n');
      }
    }
    return text.toString();
  }

  private String addZone(List<String> arguments) {
    if (arguments.size() < 2) {
      return "ERROR: Domain name and zone filename are required";
    }
    String name = arguments.get(0);
    String file = arguments.get(1);
    String failure = "Unable to load zone " + name + " from " + file;
    try {
      Path path = Path.of(file);
      Name apex = Name.parse(name);
      if (zones.find(apex).isPresent()) {
        return "Already loaded";
      }
      if (!path.isAbsolute()) {
        return failure + " as the filename is not absolute.";
      }
      if (!Files.exists(path)) {
        return failure + ": No such file or directory";
      }
      List<String> none = List.of();
      return zones.add(new ZoneStatement(apex, ZoneKind.NATIVE, path, none, none))
          ? "Loaded zone " + name + " from " + file
          : "Already loaded";
    } catch (PresentationFormatException | InvalidPathException e) {
      return failure + ": " + e.getMessage();
    }
  }

  private static String shown(BindZone zone) {
    return NamedConfigParser.shown(zone.apex());
  }
}
