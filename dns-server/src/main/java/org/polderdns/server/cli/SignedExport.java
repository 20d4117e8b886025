package org.polderdns.server.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.ServedZone;
import org.polderdns.backend.StoredKey;
import org.polderdns.dnssec.online.ZoneSigning;
import org.polderdns.dnssec.online.ZoneSigningException;
import org.polderdns.dnssec.zone.SigningOptions;
import org.polderdns.dnssec.zone.ZoneSigner;
import org.polderdns.records.RRset;
import org.polderdns.server.dnssec.StoredSigning;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.compiled.CompiledZone;

/**
 * A zone whole and signed by the keys that its store has. It has a ZONEMD record if the data have
 * one, or the metadata X-ZONEMD name hash algorithms.
 */
final class SignedExport {
  private static final int MAX_THREADS = 64;

  private final Tool tool;
  private final ServedZone zone;
  private final Name apex;
  private final ZoneSigning signing;

  /**
   * Reads how the zone is signed.
   *
   * @throws CommandException if it is not, or its keys and metadata do not do
   */
  SignedExport(Tool tool, ServedZone zone) {
    this.tool = tool;
    this.zone = zone;
    this.apex = zone.info().apex();
    this.signing = signing();
  }

  private ZoneSigning signing() {
    Map<String, List<String>> metadata = Tool.metadata(zone);
    List<StoredKey> keys = zone.backend()
        .capability(KeyListing.class)
        .map(store -> store.keys(apex))
        .orElse(List.of());
    try {
      return StoredSigning.of(
              apex, keys, metadata, StoredSigning.defaults(tool.settings()), Clock.systemUTC())
          .orElseThrow(() -> new CommandException("Zone is not actively secured"));
    } catch (ZoneSigningException e) {
      throw new CommandException("Error: " + e.getMessage());
    }
  }

  /** Gives all records of the zone, those of the apex first. */
  void write(Consumer<RRset> sink) {
    signing.notices().forEach(tool::say);
    List<RRset> data = new ArrayList<>();
    ListedZone.whole(zone, node -> node.rrsets().forEach(rrset -> data.add(shown(rrset))));
    if (data.stream().noneMatch(SignedExport::isSoa)) {
      throw new CommandException("No SOA for zone '" + Tool.shown(apex) + "'");
    }
    SoaFirst ordered = new SoaFirst(apex, sink);
    List<Integer> hashes = ZoneDigests.wanted(apex, data, Tool.metadata(zone, ZoneDigests.KIND));
    CompiledZone compiled = CompiledZone.of(apex, data);
    if (hashes.isEmpty()) {
      sign(compiled, signing.options(), ordered);
    } else {
      signDigested(compiled, hashes, ordered);
    }
    ordered.finish();
  }

  private void signDigested(CompiledZone data, List<Integer> hashes, Consumer<RRset> sink) {
    List<RRset> signed = new ArrayList<>();
    ZoneSigner signer = sign(data, signing.options().withZonemd(), signed::add);
    RRset digests = ZoneDigests.zonemd(apex, CompiledZone.of(apex, signed).nodes(), hashes);
    sink.accept(digests);
    sink.accept(signer.signatures(digests));
    signed.forEach(sink);
  }

  private RRset shown(RRset rrset) {
    return isSoa(rrset) ? signing.shown(rrset) : rrset;
  }

  private static boolean isSoa(RRset rrset) {
    return rrset.type() == RecordType.SOA;
  }

  private ZoneSigner sign(CompiledZone data, SigningOptions options, Consumer<RRset> sink) {
    int threads = tool.settings().number("signing-threads", 1, MAX_THREADS);
    ZoneSigner signer = ZoneSigner.of(apex, signing.keys(), options);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      signer.sign(data.nodes(), pool, threads, sink);
    } finally {
      pool.shutdownNow();
    }
    return signer;
  }
}
