package org.polderdns.backend.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.BackendFactory;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.Launch;

/** A directory with a {@code named.conf} and zone files, for tests. */
final class BindDirectory {
  private final Path directory;

  BindDirectory(Path directory) {
    this.directory = directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  BindDirectory write(String name, String text) {
    try {
      // Renamed into its place, as an operator does whose file is never half there.
      Path temporary = Files.writeString(directory.resolve(name + ".new"), text);
      Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  void delete(String name) {
    try {
      Files.delete(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a named.conf with a native zone for each name, in the file of that name. */
  BindDirectory config(String... zones) {
    StringBuilder text = new StringBuilder("options { directory \"" + directory + "\"; };\n");
    for (String zone : zones) {
      text.append("zone \"").append(zone).append("\" { type native; file \"");
      text.append(zone).append("\"; };\n");
    }
    return write("named.conf", text.toString());
  }

  /** Opens the store with settings in pairs. */
  Backend open(String... settings) {
    BackendFactory factory = BackendFactories.find("bind").orElseThrow();
    Map<String, String> values =
        new HashMap<>(Map.of("config", file("named.conf").toString()));
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return factory.open(BackendSettings.of(new Launch("bind", ""), factory, values));
  }

  /** A zone with an SOA of this serial, and {@code www}. */
  static String zone(long serial) {
    return "$TTL 300\n@ SOA ns1 hostmaster " + serial + " 2 3 4 5\n@ NS ns1\n"
        + "ns1 A 192.0.2.1\nwww A 192.0.2.2\n";
  }
}
