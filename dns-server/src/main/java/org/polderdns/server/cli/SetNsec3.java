package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.ServedZone;
import org.polderdns.records.rr.Nsec3Param;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set-nsec3}; the zone is rectified with it. */
@Command(name = "set-nsec3", description = "Prove what is absent by NSEC3")
final class SetNsec3 extends ZoneCommand {
  private static final String NARROW = "narrow";

  @Parameters(index = "0", paramLabel = "ZONE")
  private String zone = "";

  @Parameters(
      index = "1..*",
      paramLabel = "'ALGORITHM FLAGS ITERATIONS SALT'|narrow",
      arity = "0..2")
  private List<String> words = new ArrayList<>();

  @Override
  int run() {
    boolean narrow = words.remove(NARROW);
    if (words.size() > 1) {
      throw new UsageException("unknown word '" + words.get(1) + "', expected narrow");
    }
    ServedZone located = tool().zone(zone, "No such zone in the database");
    Nsec3Param parameters = Nsec3Words.readAllowed(
        words.isEmpty() ? Nsec3Words.USUAL : words.get(0),
        zone,
        tool().settings().number("max-nsec3-iterations"));
    try (SigningChange change = SigningChange.begin(tool(), located)) {
      change.set(SigningChange.NSEC3PARAM, Nsec3Words.write(parameters));
      change.set(SigningChange.NSEC3NARROW, narrow ? new String[] {"1"} : new String[0]);
      String done = change.rectify();
      boolean signed = change.keyring().isSigning() || change.isPresigned();
      change.commit();
      tool()
          .say("NSEC3 " + (parameters.flags() == 1 ? "(opt-out) " : "") + "set, Done"
              + (signed ? "" : ", please secure your zone"));
      tool().say(done);
    }
    return 0;
  }
}
