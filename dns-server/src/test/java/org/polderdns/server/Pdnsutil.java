package org.polderdns.server;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PowerDNS's own program for zones, with a configuration in a directory. */
public final class Pdnsutil {
  private static final Path PROGRAM = Path.of("/usr/bin/pdnsutil");

  private final Path directory;

  /** Writes the configuration; the test is skipped where the program is missing. */
  public Pdnsutil(Path directory, String... settings) throws IOException {
    assumeThat(PROGRAM).isExecutable();
    this.directory = Files.createDirectories(directory);
    Files.write(directory.resolve("pdns.conf"), List.of(settings));
  }

  /** What it prints, with status 0. */
  public String run(String... words) {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), "--config-dir=" + directory));
    command.addAll(List.of(words));
    return output(command);
  }

  /** What a program prints, with status 0. */
  public static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
