package org.polderdns.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoreException;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.records.RRset;
import org.polderdns.server.store.RRsets;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Serial;
import org.polderdns.zone.check.ZoneCheck;
import org.polderdns.zone.check.ZoneCheckResult;
import org.polderdns.zone.file.ZoneFileReader;
import org.polderdns.zone.file.ZoneFileWriter;
import org.polderdns.zone.file.ZoneRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code edit-zone}: an editor on the zone as a file, a check, the differences, a question, and
 * then all of it or nothing.
 */
@Command(name = "edit-zone", description = "Edit a zone with $EDITOR")
final class EditZone extends ZoneCommand {
  private static final String PROBLEM_CHOICE =
      "Options are: (e)dit your changes, (r)etry with original zone, (a)pply change anyhow, (q)uit: ";
  private static final String UNREADABLE_CHOICE =
      "Options are: (e)dit your changes, (r)etry with original zone, (q)uit: ";
  private static final String SERIAL_CHOICE =
      "(y)es - increase serial, (n)o - leave SOA record as is, (e)dit your changes, (q)uit: ";
  private static final String APPLY_CHOICE =
      "(a)pply these changes, (e)dit again, (r)etry with original zone, (q)uit: ";

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  /** What to do next, and with what. */
  private enum Step {
    EDIT,
    RETRY,
    APPLY,
    QUIT
  }

  @Override
  int run() {
    ServedZone located = tool().zone(zone, "Zone '%s' not found!");
    tool().guard(located, zone);
    List<RRset> original = read(located);
    try (Keys keys = new Keys(tool().console())) {
      Path file = Files.createTempFile("polder-", ".zone"); // readable by its owner alone
      try {
        write(file, original);
        return edit(located, original, file, keys);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int edit(ServedZone located, List<RRset> original, Path file, Keys keys)
      throws IOException {
    Name apex = located.info().apex();
    while (true) {
      runEditor(file);
      List<RRset> edited;
      try (ZoneFileReader reader = ZoneFileReader.open(file, apex)) {
        edited = RRsets.of(reader);
      } catch (PresentationFormatException e) {
        tool().print(e.getMessage());
        Step step = step(keys.ask(UNREADABLE_CHOICE, "erq"));
        if (step == Step.QUIT) {
          return 1;
        }
        if (step == Step.RETRY) {
          write(file, original);
        }
        continue;
      }
      Step step = decide(apex, original, edited, keys);
      if (step == Step.APPLY) {
        apply(located, new ZoneDifference(apex, original, edited));
        return 0;
      }
      if (step == Step.QUIT) {
        return new ZoneDifference(apex, original, edited).isEmpty() ? 0 : 1;
      }
      if (step == Step.RETRY) {
        write(file, original);
      }
    }
  }

  /** Shows what was edited and asks; {@code edited} may get another SOA. */
  private Step decide(Name apex, List<RRset> original, List<RRset> edited, Keys keys) {
    ZoneCheckResult check = ZoneCheck.of(apex).runRecords(records(edited));
    check.lines().forEach(tool()::print);
    if (check.errors() > 0) {
      tool().print("");
      tool().print(colour("31;1", "There was a problem with your zone"));
      Step step = step(keys.ask(PROBLEM_CHOICE, "eraq"));
      if (step != Step.APPLY) {
        return step;
      }
    }
    ZoneDifference difference = new ZoneDifference(apex, original, edited);
    tool().print("Detected the following changes:");
    for (String line : difference.lines()) {
      tool().print(colour(line.startsWith("-") ? "0;31" : "0;32", line));
    }
    tool().print("");
    if (difference.isEmpty()) {
      tool().print("No changes to apply.");
      return Step.QUIT;
    }
    Optional<RRset> soa = edited.stream().filter(set -> isSoa(set, apex)).findFirst();
    if (!difference.hasSoa() && soa.isPresent()) {
      tool().print("You have not updated the SOA record! Would you like to increase-serial?");
      char key = keys.ask(SERIAL_CHOICE, "yneq");
      if (key == 'y') {
        edited.set(
            edited.indexOf(soa.get()), Serial.with(soa.get(), Serial.next(Serial.of(soa.get()))));
      } else if (key != 'n') {
        return step(key);
      }
    }
    return step(keys.ask(APPLY_CHOICE, "aerq"));
  }

  private static boolean isSoa(RRset set, Name apex) {
    return set.type() == RecordType.SOA && set.owner().equals(apex);
  }

  private static Step step(char key) {
    return switch (key) {
      case 'e' -> Step.EDIT;
      case 'r' -> Step.RETRY;
      case 'a' -> Step.APPLY;
      default -> Step.QUIT;
    };
  }

  private String colour(String code, String text) {
    return tool().colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void runEditor(Path file) throws IOException {
    String editor = tool().console().variable("EDITOR");
    List<String> command = new ArrayList<>();
    for (String word : (editor.isBlank() ? "editor" : editor.strip()).split("\\s+")) {
      command.add(word);
    }
    command.add(file.toString());
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new CommandException("Editor '" + command.get(0) + "' ended with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Editor interrupted");
    }
  }

  private static List<ZoneRecord> records(List<RRset> rrsets) {
    List<ZoneRecord> records = new ArrayList<>();
    for (RRset set : rrsets) {
      for (int i = 0; i < set.size(); i++) {
        records.add(ZoneRecord.of(set.owner(), set.ttl(), set.rdata(i)));
      }
    }
    return records;
  }

  private static void write(Path file, List<RRset> rrsets) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("; All names are absolute. Records may be in any order.\n"
          .getBytes(StandardCharsets.UTF_8));
      ZoneFileWriter writer = ZoneFileWriter.absolute(out);
      writer.writeSorted(records(rrsets));
      writer.flush();
    }
  }

  private List<RRset> read(ServedZone located) {
    List<RRset> rrsets = new ArrayList<>();
    located
        .backend()
        .capability(RecordListing.class)
        .orElseThrow(() -> new StoreException(located.backend().name(), "records cannot be listed"))
        .list(located.info(), node -> {
          if (!node.broken().isEmpty()) {
            throw new CommandException(
                "Error: " + node.owner() + " " + node.broken() + " cannot be read: see check-zone");
          }
          rrsets.addAll(node.rrsets());
        });
    rrsets.sort(Comparator.comparing(RRset::owner).thenComparing(RRset::type));
    return rrsets;
  }

  /** Applies the changes if what they change is still as it was when the editor began. */
  private void apply(ServedZone located, ZoneDifference difference) {
    try (ZoneTransaction tx =
        Tool.writing(located.backend()).begin(located.info().apex())) {
      for (Name owner : difference.owners()) {
        List<RRset> now = tx.lookup(owner).map(StoredNode::rrsets).orElse(List.of());
        if (!new HashSet<>(now).equals(new HashSet<>(difference.before(owner)))) {
          throw new CommandException(
              "Zone '" + zone + "' was changed by someone else at " + owner + ", nothing applied");
        }
      }
      tx.apply(difference.changes());
      tx.commit();
    } catch (ChangeRefusedException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
  }
}
