package org.polderdns.dnssec.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.dnssec.key.DigestType;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.KeyLife;
import org.polderdns.dnssec.key.KeyRefusedException;
import org.polderdns.dnssec.key.KeyState;
import org.polderdns.dnssec.key.ZoneKey;
import org.polderdns.dnssec.zone.DenialParameters;
import org.polderdns.dnssec.zone.ParentSignal;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.zone.Nsec3Hash;
import org.polderdns.zone.Nsec3Metadata;

/** Reads the keys and metadata of a zone, and notes what does not count. */
final class SigningRows {
  private final Name apex;
  private final Map<String, List<String>> metadata;
  private final SigningDefaults defaults;
  private final List<String> notices = new ArrayList<>();

  SigningRows(Name apex, Map<String, List<String>> metadata, SigningDefaults defaults) {
    this.apex = apex;
    this.metadata = metadata;
    this.defaults = defaults;
  }

  /** The first value of a kind of metadata. */
  static Optional<String> first(Map<String, List<String>> metadata, String kind) {
    return metadata.getOrDefault(kind, List.of()).stream().findFirst();
  }

  private boolean isSet(String kind) {
    return metadata.getOrDefault(kind, List.of()).contains("1");
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  List<ZoneKey> keys(List<KeyRow> rows) {
    List<ZoneKey> keys = new ArrayList<>(rows.size());
    for (KeyRow row : rows) {
      KeyLife life = KeyLife.always(new KeyState(row.active(), row.published()));
      try {
        keys.add(new ZoneKey(row.id(), IscKeyText.parse(row.content()), row.flags(), life));
      } catch (KeyRefusedException e) {
        String problem = "key " + row.id() + ": " + e.getMessage();
        if (row.active() || row.published()) {
          throw new ZoneSigningException(problem);
        }
        notices.add("Zone '" + zone() + "' has a key that is not used and cannot be: " + problem);
      }
    }
    return keys;
  }

  DenialMode mode() {
    if (isSet(ZoneSigning.COMPACT_DENIAL)) {
      return DenialMode.COMPACT;
    }
    return isSet("NSEC3NARROW") && hasParameters() ? DenialMode.NARROW : DenialMode.CHAIN;
  }

  private boolean hasParameters() {
    return first(metadata, "NSEC3PARAM").filter(text -> !text.isBlank()).isPresent();
  }

  DenialParameters denial() {
    if (!hasParameters() || isSet(ZoneSigning.COMPACT_DENIAL)) {
      return DenialParameters.NSEC;
    }
    Nsec3Param param = nsec3Param(first(metadata, "NSEC3PARAM").orElseThrow());
    if (param.hashAlgorithm() != Nsec3Hash.SHA1) {
      notices.add("Invalid hash algorithm for NSEC3: '" + param.hashAlgorithm()
          + "', setting to 1 for zone '" + zone() + "'.");
    }
    int most = Math.min(defaults.maxIterations(), Nsec3Hash.MAX_ITERATIONS);
    if (param.iterations() > most) {
      notices.add("Number of NSEC3 iterations for zone '" + zone()
          + "' is above 'max-nsec3-iterations'. Value adjusted to: " + most);
    }
    boolean optOut = (param.flags() & 1) != 0;
    return new DenialParameters(true, Math.min(most, param.iterations()), param.salt(), optOut);
  }

  private static Nsec3Param nsec3Param(String text) {
    try {
      return Nsec3Metadata.parse(text);
    } catch (PresentationFormatException e) {
      throw new ZoneSigningException("metadata NSEC3PARAM: " + e.getMessage());
    }
  }

  PublishedKeys published() {
    String cds = first(metadata, "PUBLISH-CDS").orElse(defaults.publishCds());
    String cdnskey = first(metadata, "PUBLISH-CDNSKEY").orElse(defaults.publishCdnskey());
    return new PublishedKeys(signal(cds), digests(cds), signal(cdnskey));
  }

  private static ParentSignal signal(String text) {
    return switch (text.strip()) {
      case "" -> ParentSignal.NONE;
      case "0" -> ParentSignal.DELETE;
      default -> ParentSignal.KEYS;
    };
  }

  private List<DigestType> digests(String text) {
    List<DigestType> digests = new ArrayList<>();
    for (String number : text.strip().split("[\\s,]+")) {
      if (number.isEmpty() || number.equals("0")) {
        continue;
      }
      Optional<DigestType> type =
          number.matches("[0-9]{1,3}") ? DigestType.of(Integer.parseInt(number)) : Optional.empty();
      type.ifPresentOrElse(
          digests::add,
          () -> notices.add("Unknown digest type '" + number + "' for CDS of zone '" + zone()
              + "' is left out."));
    }
    return digests;
  }

  /** As PowerDNS' messages have it: without the last dot. */
  private String zone() {
    String text = apex.toString();
    return apex.isRoot() ? text : text.substring(0, text.length() - 1);
  }
}
