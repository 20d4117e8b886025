package org.polderdns.server.dnssec;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.dnssec.zone.ZoneSigner;
import org.polderdns.records.RRset;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.Changeset;
import org.polderdns.zone.compiled.CompiledZone;
import org.polderdns.zone.compiled.ZoneCompiler;

/**
 * A zone signed as a whole, and of what.
 *
 * @param zone with all signatures
 * @param source as the store gave it
 * @param data the source with the serial that is shown
 * @param how its keys and metadata
 * @param options what they made of it at the time
 * @param isWhole whether all of it was signed anew, not only what had changed
 */
record SignedVersion(
    CompiledZone zone,
    CompiledZone source,
    CompiledZone data,
    ZoneSigning how,
    SigningOptions options,
    boolean isWhole) {

  /** Whether it is of this source, by these keys and metadata. */
  boolean isOf(CompiledZone other, ZoneSigning otherHow) {
    return source == other && how == otherHow;
  }

  /**
   * Signs a zone, or of one that was signed in the same way before only what has changed.
   *
   * @param before null if it was not
   * @throws RuntimeException if it cannot be signed
   */
  static SignedVersion sign(
      CompiledZone source,
      ZoneSigning how,
      @Nullable SignedVersion before,
      Executor executor,
      int threads) {
    SigningOptions options = how.options();
    ZoneSigner signer = how.newZoneSigner();
    CompiledZone data = withShownSerial(source, how);
    if (before != null && before.how == how && before.options.equals(options)) {
      CompiledZone next = changed(before, data, signer);
      if (next != null) {
        return new SignedVersion(next, source, data, how, options, false);
      }
    }
    ZoneCompiler compiler = CompiledZone.compiler(source.apex());
    signer.sign(data.nodes(), executor, threads, rrset -> add(rrset, compiler));
    return new SignedVersion(compiler.finish(), source, data, how, options, true);
  }

  /** Whether its serial is that which is shown now. */
  boolean showsSerialOf(ZoneSigning now) {
    RRset soa = source.apexNode().rrset(RecordType.SOA).orElseThrow();
    return data.apexNode().rrset(RecordType.SOA).orElseThrow().equals(now.shown(soa));
  }

  private static CompiledZone withShownSerial(CompiledZone source, ZoneSigning how) {
    RRset stored = source
        .apexNode()
        .rrset(RecordType.SOA)
        .orElseThrow(() -> new IllegalArgumentException(source.apex() + " has no SOA"));
    RRset shown = how.shown(stored);
    return shown.equals(stored)
        ? source
        : source.with(Changeset.of(source.apex()).replace(shown).build());
  }

  /** The next version; null if the change is of a kind for which all is to be signed. */
  private static @Nullable CompiledZone changed(
      SignedVersion before, CompiledZone data, ZoneSigner signer) {
    Changeset changes = before.data.changesTo(data);
    if (changes.isEmpty()) {
      return before.zone;
    }
    if (2 * changes.owners().size() > before.data.nodes().size()) {
      return null;
    }
    try {
      return before.zone.with(signer.resign(before.zone, changes));
    } catch (IllegalArgumentException | ChangeRefusedException e) {
      return null;
    }
  }

  private static void add(RRset rrset, ZoneCompiler compiler) {
    for (Octets rdata : rrset.rdatas()) {
      compiler.add(rrset.owner(), rrset.type(), rrset.ttl(), rdata);
    }
  }
}
