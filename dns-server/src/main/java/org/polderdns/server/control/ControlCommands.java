package org.polderdns.server.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.polderdns.backend.Backend;
import org.polderdns.backend.StoreCommands;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.ZoneDiscovery;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.Tokens;
import org.polderdns.server.cache.CachePurge;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/**
 * The commands of the control channel, from a line to its reply: those of {@code pdns_control} that
 * have something to do here, and those of stores. For any number of threads.
 */
public final class ControlCommands implements UnaryOperator<String> {
  private static final System.Logger LOG = System.getLogger(ControlCommands.class.getName());

  private record Command(String synopsis, String help, Function<List<String>, String> action) {}

  private final Map<String, Command> commands = new TreeMap<>();
  private final List<Backend> stores;
  private final Supplier<Map<String, Long>> statistics;
  private final CachePurge cache;
  private final ZoneDiscovery lists;

  /**
   * @param lists what the server knows itself of zones that are in no memory of their stores
   * @param statistics values by name, {@code uptime} in seconds among them
   * @param quit is called after {@code quit}, and returns at once
   */
  public ControlCommands(
      List<Backend> stores,
      Supplier<Map<String, Long>> statistics,
      CachePurge cache,
      ZoneDiscovery lists,
      String version,
      Runnable quit) {
    this.stores = stores;
    this.statistics = statistics;
    this.cache = cache;
    this.lists = lists;
    add("help", "", "list the commands", words -> help());
    add("list", "", "show all statistics", words -> values(""));
    add("ping", "", "ask whether the server lives", words -> "PONG");
    add("purge", "[<record>]", "purge entries from the packet cache", this::purge);
    add("quit", "", "end the server", words -> end(quit));
    add("rediscover", "", "look for new zones", words -> rediscover());
    add("reload", "", "read all zones again that changed", words -> reload());
    add("rping", "", "ask whether the server lives", words -> "PONG");
    add("show", "<statistic>", "show one statistic, or all with *", this::show);
    add("terminate", "", "end the server", words -> end(quit));
    add(
        "token-login",
        "<module> <token> <PIN>",
        "log in to a token with keys",
        ControlCommands::login);
    add("uptime", "", "tell how long the server has run", words -> uptime());
    add("version", "", "tell the version", words -> version);
    for (Backend store : stores) {
      store.capability(StoreCommands.class).ifPresent(this::addAll);
    }
  }

  private void add(
      String name, String arguments, String help, Function<List<String>, String> action) {
    commands.put(name, new Command((name + ' ' + arguments).strip(), help, action));
  }

  private void addAll(StoreCommands store) {
    for (StoreCommands.Command command : store.commands()) {
      add(
          command.name(),
          command.arguments(),
          command.help(),
          words -> store.run(command.name(), words));
    }
  }

  /** Carries out a line. What cannot be done is said in the reply. */
  @Override
  public String apply(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
    String name = words.remove(0);
    if (name.isEmpty()) {
      return "Empty line";
    }
    Command command = commands.get(name.toLowerCase(Locale.ROOT));
    if (command == null) {
      return "Unknown command: '" + name.toUpperCase(Locale.ROOT) + "'";
    }
    try {
      return command.action.apply(words);
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "event=control-command-failed error=" + e, e);
      return "Error: " + e;
    }
  }

  private String help() {
    StringBuilder text = new StringBuilder();
    commands
        .values()
        .forEach(command ->
            text.append(String.format(Locale.ROOT, "%-32s %s%n", command.synopsis, command.help)));
    return text.toString();
  }

  private static String end(Runnable quit) {
    LOG.log(System.Logger.Level.INFO, "Scheduling exit on remote request");
    quit.run();
    return "Exiting";
  }

  private String show(List<String> words) {
    if (words.size() != 1) {
      return "Wrong number of parameters";
    }
    String name = words.get(0);
    if (name.endsWith("*")) {
      return values(name.substring(0, name.length() - 1));
    }
    Long value = statistics.get().get(name);
    return value == null ? "Unknown" : value.toString();
  }

  private String values(String prefix) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(statistics.get()).forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        text.append(name).append('=').append(value).append(',');
      }
    });
    return text.toString();
  }

  private static String login(List<String> words) {
    if (words.size() != 3) {
      return "Wrong number of parameters";
    }
    try {
      Tokens.login(words.get(0), words.get(1), words.get(2));
      return "Logged in to " + words.get(0) + "," + words.get(1);
    } catch (KeyRefusedException e) {
      return "Error: " + e.getMessage();
    }
  }

  private String uptime() {
    long seconds = statistics.get().getOrDefault("uptime", 0L);
    if (seconds < 60) {
      return seconds + " seconds";
    }
    if (seconds < 3600) {
      return rounded(seconds / 60.0) + " minutes";
    }
    return seconds < 86400
        ? rounded(seconds / 3600.0) + " hours"
        : rounded(seconds / 86400.0) + " days";
  }

  /** Two digits, as operators know it. */
  private static String rounded(double value) {
    return value < 9.95
        ? String.format(Locale.ROOT, "%.1f", value).replace(".0", "")
        : Long.toString(Math.round(value));
  }

  private String purge(List<String> words) {
    if (words.isEmpty()) {
      return Long.toString(cache.purge());
    }
    long purged = 0;
    for (String word : words) {
      boolean below = word.endsWith("$");
      try {
        Name name = Name.parse(below ? word.substring(0, word.length() - 1) : word);
        purged += below ? cache.purgeBelow(name) : cache.purge(name);
      } catch (PresentationFormatException e) {
        return "Error: " + word + ": " + e.getMessage();
      }
    }
    return Long.toString(purged);
  }

  private String rediscover() {
    LOG.log(System.Logger.Level.INFO, "Rediscovery was requested");
    StringBuilder text = new StringBuilder("Ok");
    for (Backend store : stores) {
      Optional<ZoneDiscovery> discovery = store.capability(ZoneDiscovery.class);
      discovery.ifPresent(found -> text.append(' ').append(found.rediscover()));
    }
    lists.rediscover();
    return text.toString();
  }

  private String reload() {
    LOG.log(System.Logger.Level.INFO, "Reload was requested");
    for (Backend store : stores) {
      store.capability(ZoneDiscovery.class).ifPresent(ZoneDiscovery::reload);
    }
    lists.reload();
    return "Ok";
  }
}
