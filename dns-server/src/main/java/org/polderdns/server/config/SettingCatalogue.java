package org.polderdns.server.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The settings that exist, under their names of today and of before: those of the server, from a
 * table among the resources, and those that stores add under their prefixes.
 */
public final class SettingCatalogue {
  /** Where an old name leads: a new one, or nowhere. */
  private record Alias(String target, boolean merges) {}

  private final Map<String, Setting> settings = new ConcurrentSkipListMap<>();
  private final Map<String, Alias> aliases = new TreeMap<>();
  private Runnable rest = () -> {}; // adds those that few programs need

  private SettingCatalogue() {}

  /** The settings of the server itself. */
  public static SettingCatalogue ofServer() {
    SettingCatalogue catalogue = new SettingCatalogue();
    for (String[] row : table("settings.table", 5)) {
      catalogue.add(new Setting(
          row[0],
          SettingType.valueOf(row[1].toUpperCase(Locale.ROOT)),
          row[2],
          SettingEffect.valueOf(row[3].toUpperCase(Locale.ROOT)),
          row[4]));
    }
    for (String[] row : table("aliases.table", 2)) {
      boolean merges = row[1].startsWith("+");
      catalogue.aliases.put(
          row[0], new Alias(merges ? row[1].substring(1).strip() : row[1], merges));
    }
    return catalogue;
  }

  private static List<String[]> table(String name, int columns) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(SettingCatalogue.class.getResourceAsStream(name), name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] row = line.split("\\|", columns);
        if (row.length != columns) {
          throw new IllegalStateException(name + ": bad row: " + line);
        }
        for (int i = 0; i < columns; i++) {
          row[i] = row[i].strip();
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Adds a setting, as those of a store under the prefix of its launch name. */
  public void add(Setting setting) {
    settings.put(setting.name(), setting);
  }

  /** What adds more settings, in whatever thread, once there is a name that is not known otherwise or all are asked for. */
  synchronized void addLater(Runnable more) {
    rest = more;
  }

  private synchronized void addRest() {
    Runnable more = rest;
    rest = () -> {};
    more.run();
  }

  /** All of them, by name. */
  public Collection<Setting> settings() {
    addRest();
    return Collections.unmodifiableCollection(settings.values());
  }

  /** The setting of this very name, which no alias is. */
  public Optional<Setting> find(String name) {
    Setting setting = settings.get(name);
    if (setting == null) {
      addRest();
      setting = settings.get(name);
    }
    return Optional.ofNullable(setting);
  }

  /** Whether the name once was a setting and now means nothing. */
  boolean isRemoved(String name) {
    Alias alias = alias(name);
    return alias != null && alias.target.isEmpty();
  }

  /** The setting that a name stands for, itself or as its older name. */
  Optional<Setting> resolve(String name) {
    Optional<Setting> setting = find(name);
    if (setting.isPresent()) {
      return setting;
    }
    Alias alias = alias(name);
    return alias == null ? Optional.empty() : find(alias.target);
  }

  /** Whether a value under this older name is added to that under the new one. */
  boolean merges(String name) {
    Alias alias = alias(name);
    return alias != null && alias.merges;
  }

  /** May return null: no older name of anything. */
  private Alias alias(String name) {
    Alias alias = aliases.get(name);
    if (alias != null) {
      return alias;
    }
    for (Map.Entry<String, Alias> entry : aliases.entrySet()) {
      String key = entry.getKey();
      if (key.startsWith("*") && name.endsWith(key.substring(1))) {
        String target = entry.getValue().target;
        String prefix = name.substring(0, name.length() - key.length() + 1);
        return new Alias(
            target.isEmpty() ? "" : prefix + target.substring(1), entry.getValue().merges);
      }
    }
    return null;
  }

  /** The name of today or of before that takes the fewest changes of a letter, if few will do. */
  Optional<String> nearest(String name) {
    String best = null;
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    addRest();
    List<String> candidates = new ArrayList<>(settings.keySet());
    aliases.keySet().stream().filter(a -> !a.startsWith("*")).forEach(candidates::add);
    for (String candidate : candidates) {
      int distance = distance(name, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
        least = Math.min(least, d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, d[i - 2][j - 2] + 1);
        }
        d[i][j] = least;
      }
    }
    return d[a.length()][b.length()];
  }
}
