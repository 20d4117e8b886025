package org.polderdns.zone.check;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/** Checks a zone's metadata, and tells other checks what it says. */
final class MetadataCheck {
  private final String zone;
  private final Map<String, List<String>> metadata = new TreeMap<>();
  private final boolean keys;
  private final Findings findings;

  MetadataCheck(Name apex, Map<String, List<String>> given, boolean keys, Findings findings) {
    this.zone = Names.shown(apex);
    this.keys = keys;
    this.findings = findings;
    given.forEach((kind, values) -> metadata.put(kind.toUpperCase(Locale.ROOT), values));
  }

  /** Whether signatures are served as they are stored. */
  boolean isPresigned() {
    return is("PRESIGNED", "1");
  }

  /** Whether host names of the zone may have underscores. */
  boolean allowsUnderscores() {
    return is("RFC1123-CONFORMANCE", "0");
  }

  private boolean is(String kind, String value) {
    return metadata.getOrDefault(kind, List.of()).contains(value);
  }

  void run(int maxNsec3Iterations, Predicate<String> fileExists) {
    metadata.forEach(this::duplicates);
    if (isPresigned() && keys) {
      findings.error("Zone '" + zone + "' is presigned, and has keys to be signed with.");
    }
    for (String param : metadata.getOrDefault("NSEC3PARAM", List.of())) {
      nsec3Param(param, maxNsec3Iterations);
    }
    for (String script : metadata.getOrDefault("LUA-AXFR-SCRIPT", List.of())) {
      if (!script.equals("NONE") && !script.isEmpty() && !fileExists.test(script)) {
        findings.error("LUA-AXFR-SCRIPT '" + script + "' of zone '" + zone + "' does not exist.");
      }
    }
  }

  private void duplicates(String kind, List<String> values) {
    Set<String> seen = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value) && told.add(value)) {
        findings.error("Found duplicate metadata key value pair for zone "
            + zone
            + " with key '"
            + kind
            + "' and value '"
            + value
            + "'");
      }
    }
  }

  private void nsec3Param(String text, int maxIterations) {
    String problem = "";
    try {
      Octets octets = RowContent.parse(RecordType.NSEC3PARAM, text);
      if (octets.at(0) != 1) {
        problem =
            "NSEC3PARAM algorithm set to '" + octets.at(0) + "', but '1' is the only valid value";
      } else if (octets.u16(2) > maxIterations) {
        problem = "Number of NSEC3 iterations is above 'max-nsec3-iterations'.";
      }
    } catch (PresentationFormatException e) {
      problem = e.getMessage();
    }
    if (!problem.isEmpty()) {
      findings.error("NSEC3PARAMs provided for zone '" + zone + "' are invalid: " + problem);
    }
  }
}
