package org.polderdns.server.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.polderdns.backend.BackendFactories;
import org.polderdns.backend.ZoneFileListing;
import org.polderdns.backend.ZoneFileListing.ZoneFile;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneScript;
import org.polderdns.backend.ZoneScriptFactory;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;

/**
 * {@code zone2sql} and {@code zone2json}: master files as text for another program, on standard
 * output while they are read.
 */
final class ZoneConversion {
  private static final int BUFFER = 1 << 16;

  private final Console console;
  private final ConversionOptions options;
  private final Writer out;
  private final ZoneScript script;
  private int zones;
  private long records;

  private ZoneConversion(
      Console console, ConversionOptions options, String form, boolean replacing) {
    this.console = console;
    this.options = options;
    this.out =
        new BufferedWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), BUFFER);
    boolean several = options.namedConf != null;
    this.script = ZoneScriptFactory.find(form)
        .orElseThrow(() -> new CommandException("Error: nothing here writes " + form))
        .open(form, out, new ZoneScriptFactory.Options(options.transactions(), replacing, several));
  }

  static int toSql(Console console, List<String> words) {
    SqlConversionOptions options = new SqlConversionOptions();
    String help = options.read("zone2sql", words);
    return options.help || options.version
        ? tell(console, options, help)
        : new ZoneConversion(console, options, options.form(), options.deleteMatching).run();
  }

  static int toJson(Console console, List<String> words) {
    ConversionOptions options = new ConversionOptions();
    String help = options.read("zone2json", words);
    return options.help || options.version
        ? tell(console, options, help)
        : new ZoneConversion(console, options, "json", false).run();
  }

  private static int tell(Console console, ConversionOptions options, String help) {
    console.out().print(options.help ? help : Version.line() + '\n');
    return 0;
  }

  private int run() {
    boolean whole;
    try {
      if (options.namedConf != null) {
        whole = all(listing(options.namedConf));
        script.finish();
      } else {
        whole = one();
      }
      out.flush();
    } catch (IOException e) {
      throw new CommandException("Error: cannot write: " + e.getMessage());
    }
    if (console.out().checkError()) {
      throw new CommandException("Error: cannot write all to standard output");
    }
    console.err().println(zones + " domains were fully parsed, containing " + records + " records");
    return whole ? 0 : 1;
  }

  private ZoneFileListing.Listing listing(Path file) {
    ZoneFileListing lister = BackendFactories.find("bind")
        .filter(ZoneFileListing.class::isInstance)
        .map(ZoneFileListing.class::cast)
        .orElseThrow(() -> new CommandException("Error: nothing here reads a named.conf"));
    try {
      ZoneFileListing.Listing listing = lister.zoneFiles(file);
      listing.warnings().forEach(console.err()::println);
      return listing;
    } catch (PresentationFormatException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
  }

  private boolean one() throws IOException {
    Path file = options.zone;
    if (file == null) {
      throw new IllegalStateException("no zone");
    }
    if (options.zoneName.isEmpty()) {
      return convert(ConvertedZone.named(file));
    }
    Name apex = Tool.zoneName(options.zoneName);
    return convert(ConvertedZone.of(new ZoneFile(apex, ZoneKind.NATIVE, file, List.of())));
  }

  /** Whether nothing hindered it, or nothing that the operator wants to be stopped by. */
  private boolean all(ZoneFileListing.Listing listing) throws IOException {
    for (ZoneFile zone : listing.zones()) {
      if (options.verbose) {
        console
            .err()
            .println("Domain " + Tool.shown(zone.apex()) + " lives in file '" + zone.file() + "'");
      }
      boolean secondary = options.keepsSecondaries() && zone.kind().isSecondary();
      ZoneFile wanted =
          secondary ? zone : new ZoneFile(zone.apex(), ZoneKind.NATIVE, zone.file(), List.of());
      if (!convert(ConvertedZone.of(wanted)) && !options.resume) {
        return false;
      }
    }
    return true;
  }

  private boolean convert(ConvertedZone zone) throws IOException {
    try {
      zone.convert(options, script, console);
      zones++;
      records += zone.written();
      return true;
    } catch (PresentationFormatException e) {
      failed(zone, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      failed(zone, LoadZone.unreadable(zone.file(), e));
    }
    return false;
  }

  private void failed(ConvertedZone zone, String why) throws IOException {
    console.err().println("Error: " + why);
    if (zone.hasBegun()) {
      script.abandon();
      console
          .err()
          .println(zone.file() + ": the zone is incomplete in the output, with " + zone.written()
              + " records" + (options.transactions() ? ", and rolled back there" : ""));
    }
  }
}
