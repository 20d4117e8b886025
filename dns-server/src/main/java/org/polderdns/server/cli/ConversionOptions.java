package org.polderdns.server.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code zone2sql} and {@code zone2json} are told: {@code --name=value}, and {@code --name}
 * alone for yes.
 */
class ConversionOptions {
  /** Reads {@code yes} and {@code no}. */
  static final class YesOrNo implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String value) {
      return switch (value) {
        case "yes", "true" -> true; // the second is what an option alone is taken for
        case "no", "false" -> false;
        default -> throw new TypeConversionException("expected yes or no, found '" + value + "'");
      };
    }
  }

  @Option(
      names = {"--zone", "--zone-file"},
      paramLabel = "FILE",
      description = "Master file to read")
  @Nullable
  Path zone; // null: not given

  @Option(
      names = "--zone-name",
      paramLabel = "NAME",
      description = "Name of the zone; else that of its SOA, for which the file needs an $ORIGIN")
  String zoneName = "";

  @Option(
      names = "--named-conf",
      paramLabel = "FILE",
      description = "Read the master files of all zones in this named.conf")
  @Nullable
  Path namedConf; // null: not given

  @Option(
      names = "--on-error-resume-next",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Go on with the next zone after one that is wrong")
  boolean resume;

  @Option(
      names = "--verbose",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Tell which zones are in which files")
  boolean verbose;

  @Option(
      names = "--max-generate-steps",
      paramLabel = "NUMBER",
      description = "Most records that one $GENERATE makes, 0 for any number")
  long maxGenerateSteps;

  @Option(
      names = "--max-include-depth",
      paramLabel = "NUMBER",
      description = "Most levels of $INCLUDE")
  int maxIncludeDepth = 20;

  @Option(
      names = {"-h", "--help"},
      description = "This text")
  boolean help;

  @Option(names = "--version", description = "Print the version")
  boolean version;

  /** Whether secondary zones stay so. */
  boolean keepsSecondaries() {
    return false;
  }

  /** Whether what comments say of records counts. */
  boolean readsComments() {
    return false;
  }

  /** Whether a second SOA that differs is nothing to tell of. */
  boolean filtersDuplicateSoa() {
    return false;
  }

  /** Whether what a broken zone left behind is undone. */
  boolean transactions() {
    return false;
  }

  /**
   * Fills the options.
   *
   * @param name of the program
   * @return the text of the help
   * @throws UsageException if the words are wrong
   */
  String read(String name, List<String> words) {
    CommandLine line =
        new CommandLine(this).setCommandName(name).registerConverter(boolean.class, new YesOrNo());
    line.getCommandSpec().usageMessage().sortOptions(true);
    try {
      line.parseArgs(words.toArray(new String[0]));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(e.getMessage().lines().findFirst().orElse(""));
    }
    if (!help && !version && (zone == null) == (namedConf == null)) {
      throw new UsageException("say either --zone or --named-conf; --help tells more");
    }
    if (maxGenerateSteps < 0 || maxIncludeDepth < 0) {
      throw new UsageException("a limit is below 0");
    }
    return line.getUsageMessage();
  }
}
