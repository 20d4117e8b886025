package org.polderdns.dnssec.online;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.polderdns.dnssec.key.IscKeyText;
import org.polderdns.dnssec.key.SigningAlgorithm;
import org.polderdns.dnssec.key.SigningKey;
import org.polderdns.records.RRset;
import org.polderdns.wire.Name;
import org.polderdns.zone.compiled.CompiledZone;

/** Zones of tests that are signed when they are asked, with keys of an algorithm that is quick. */
public final class OnlineZones {
  /** How names are denied. */
  public enum Kind {
    NSEC(Map.of()),
    NSEC3(Map.of("NSEC3PARAM", List.of("1 0 2 aabb"))),
    OPT_OUT(Map.of("NSEC3PARAM", List.of("1 1 2 aabb"))),
    NARROW(Map.of("NSEC3PARAM", List.of("1 0 2 aabb"), "NSEC3NARROW", List.of("1"))),
    NARROW_OPT_OUT(Map.of("NSEC3PARAM", List.of("1 1 2 aabb"), "NSEC3NARROW", List.of("1"))),
    COMPACT(Map.of(ZoneSigning.COMPACT_DENIAL, List.of("1")));

    private final Map<String, List<String>> metadata;

    Kind(Map<String, List<String>> metadata) {
      this.metadata = metadata;
    }

    public Map<String, List<String>> metadata() {
      return metadata;
    }

    public boolean isChain() {
      return ordinal() <= OPT_OUT.ordinal();
    }
  }

  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T18:00:00Z"), ZoneOffset.UTC);
  private static final List<KeyRow> KEYS = List.of(key(1, 257), key(2, 256), key(3, 256));
  private static final SignatureCache CACHE = new SignatureCache(100_000, Long.MAX_VALUE);

  private OnlineZones() {}

  private static KeyRow key(long id, int flags) {
    SigningKey key = SigningKey.generate(SigningAlgorithm.ED25519, 256, new SecureRandom());
    return new KeyRow(id, flags, id < 3, true, IscKeyText.write(key));
  }

  public static ZoneSigning signing(Name apex, Kind kind) {
    return ZoneSigning.of(apex, KEYS, kind.metadata, SigningDefaults.NONE, CLOCK)
        .orElseThrow();
  }

  /** The zone signed answer by answer. */
  public static SignedView online(Name apex, Iterable<RRset> rrsets, Kind kind) {
    return OnlineSigner.of(signing(apex, kind), CACHE).view(CompiledZone.of(apex, rrsets));
  }

  /** The zone signed as a whole with the same keys. */
  public static CompiledZone whole(Name apex, Iterable<RRset> rrsets, Kind kind) {
    CompiledZone zone = CompiledZone.of(apex, rrsets);
    return CompiledZone.of(apex, signing(apex, kind).newZoneSigner().sign(zone.nodes()));
  }
}
