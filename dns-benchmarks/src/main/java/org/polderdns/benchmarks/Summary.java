package org.polderdns.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints a table: processor time and memory of an operation for Polder and
 * dnsjava, and how they compare.
 *
 * <p>Arguments: {@code [--records n] [--save directory] [pattern]}.
 */
public final class Summary {
  private static final String OURS = "Polder";
  private static final String THEIRS = "Dnsjava";

  private Summary() {}

  public static void main(String[] args) throws IOException, RunnerException {
    String pattern = ".*";
    String records = "1000000";
    Path directory = Path.of("");
    boolean save = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--records" -> records = value(args, ++i);
        case "--save" -> {
          directory = Path.of(value(args, ++i));
          save = true;
        }
        default -> pattern = args[i];
      }
    }
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(pattern)
        .param("records", records)
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuProfiler.class)
        .shouldFailOnError(true)
        .verbosity(save ? VerboseMode.NORMAL : VerboseMode.SILENT);
    String table = table(new Runner(options.build()).run());
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(table);
    if (save) {
      String today = LocalDate.now(ZoneOffset.UTC).toString();
      Path file = directory.resolve(today + "-jdk" + Runtime.version().feature() + ".md");
      Files.createDirectories(directory);
      Files.writeString(file, "# " + today + "\n\n" + machine() + "\n\n" + table);
    }
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      System.err.println("summary: " + args[index - 1] + " needs a value");
      System.exit(2);
    }
    return args[index];
  }

  private static String machine() {
    return "JDK " + Runtime.version() + ", " + System.getProperty("os.arch") + ", "
        + Runtime.getRuntime().availableProcessors() + " processors; dnsjava 3.7.1. Only the ratios"
        + " mean anything on another machine.";
  }

  private static String table(Collection<RunResult> results) {
    Map<String, double[]> rows = new TreeMap<>(); // ours, theirs: ns, B
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      String method = name.substring(name.lastIndexOf('.') + 1);
      String type = name.substring(0, name.lastIndexOf('.'));
      boolean ours = method.endsWith(OURS);
      String operation = type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", "")
          + " " + words(method.substring(0, method.length() - (ours ? OURS : THEIRS).length()))
          + params(result);
      double[] row = rows.computeIfAbsent(operation, key -> new double[4]);
      double each = result.getParams().getParamsKeys().contains("records")
          ? Double.parseDouble(result.getParams().getParam("records"))
          : 1;
      row[ours ? 0 : 2] = secondary(result, CpuProfiler.LABEL) / each;
      row[ours ? 1 : 3] = secondary(result, "gc.alloc.rate.norm") / each;
    }
    StringBuilder text = new StringBuilder(
        "| operation | Polder ns | dnsjava ns | times as fast | Polder B | dnsjava B |"
            + " memory of dnsjava's |\n|---|--:|--:|--:|--:|--:|--:|\n");
    rows.forEach((operation, row) -> text.append(line(operation, row)));
    return text.toString();
  }

  private static String line(String operation, double[] row) {
    if (row[2] == 0) {
      return "| %s | %.1f | - | - | %.0f | - | - |%n".formatted(operation, row[0], row[1]);
    }
    return "| %s | %.1f | %.1f | **%.1f** | %.0f | %.0f | %s |%n"
        .formatted(operation, row[0], row[2], row[2] / row[0], row[1], row[3], share(row));
  }

  private static String share(double[] row) {
    return row[3] < 1 ? "-" : "%.0f %%".formatted(100 * row[1] / row[3]);
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String params(RunResult result) {
    StringBuilder text = new StringBuilder();
    for (String key : result.getParams().getParamsKeys()) {
      String value = result.getParams().getParam(key);
      text.append(key.equals("records") ? ", each of " + value + " records" : ", " + value);
    }
    return text.toString();
  }

  /** What a profiler found. */
  private static double secondary(RunResult result, String name) {
    double[] found = {0};
    result.getSecondaryResults().forEach((label, value) -> {
      if (label.endsWith(name)) {
        found[0] = value.getScore();
      }
    });
    return found[0];
  }
}
