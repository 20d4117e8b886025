package org.polderdns.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.records.rr.Nsec3Param;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.NodeRules;

/**
 * What every {@link ZoneLoad} does alike, for those who write stores: the rules that can be kept
 * record by record, the progress, and the refusal of a whole that may not be. What needs all
 * records of a name is {@link NodeRules}', and the store's to ask for.
 */
public abstract class CheckedLoad implements ZoneLoad {
  /** The metadata kind of a zone that is stored with its signatures. */
  public static final String PRESIGNED = "PRESIGNED";

  /** Problems after which a load need not look for more. */
  public static final int MAX_PROBLEMS = 20;

  private static final int PROGRESS_STEP = 10_000;

  private final Name apex;
  private LongConsumer progress = count -> {};
  private long added;
  private boolean soa;
  private boolean signed;
  private boolean optOut;
  private @Nullable Nsec3Param nsec3Param; // of the apex, the first that has a chain

  protected CheckedLoad(Name apex) {
    this.apex = apex;
  }

  @Override
  public final void add(Name owner, RecordType type, long ttl, Octets rdata) {
    check(owner, type, ttl);
    store(owner, type, ttl, rdata);
    note(owner, type, rdata);
    if (++added % PROGRESS_STEP == 0) {
      progress.accept(added);
    }
  }

  private void check(Name owner, RecordType type, long ttl) {
    List<String> found = NodeRules.checkRecord(apex, owner, type);
    if (!found.isEmpty()) {
      throw new ChangeRefusedException(found);
    }
    if (ttl < 0 || ttl > 0x7fffffffL) {
      throw new ChangeRefusedException(
          List.of(owner + " " + type + ": TTL " + ttl + " is not 0 to 2147483647"));
    }
    soa |= type == RecordType.SOA;
    signed |= type == RecordType.RRSIG;
  }

  private void note(Name owner, RecordType type, Octets rdata) {
    if (type == RecordType.NSEC3) {
      optOut |= (rdata.at(1) & 1) != 0;
    } else if (type == RecordType.NSEC3PARAM && nsec3Param == null && owner.equals(apex)) {
      Nsec3Param read = Nsec3Param.FORMAT.read(rdata);
      nsec3Param = read.flags() == 0 ? read : null; // RFC 5155 §4.1.2
    }
  }

  /** Whether there is a signature among the records added so far. */
  protected final boolean isSigned() {
    return signed;
  }

  /**
   * The values that the metadata {@link NameOrder#NSEC3PARAM} of a signed zone have to have, as of the
   * records added so far: those of its NSEC3 chain, none if it has none.
   */
  protected final List<String> nsec3param() {
    Nsec3Param param = nsec3Param;
    if (param == null) {
      return List.of();
    }
    Nsec3Param stored =
        new Nsec3Param(param.hashAlgorithm(), optOut ? 1 : 0, param.iterations(), param.salt());
    return List.of(Nsec3Param.FORMAT.print(Nsec3Param.FORMAT.write(stored)));
  }

  @Override
  public final void onProgress(LongConsumer listener) {
    progress = listener;
  }

  @Override
  public final long finish() {
    List<String> problems = new ArrayList<>(problems());
    if (!soa) {
      problems.add(apex + " SOA: the zone has none");
    }
    if (!problems.isEmpty()) {
      throw new ChangeRefusedException(problems);
    }
    long count = complete(signed ? List.of("1") : List.of());
    progress.accept(added);
    return count;
  }

  /** The apex of the zone. */
  protected final Name apex() {
    return apex;
  }

  /** The records added so far, duplicates too. */
  protected final long added() {
    return added;
  }

  /** Takes a record that may be in the zone as far as it alone can tell. */
  protected abstract void store(Name owner, RecordType type, long ttl, Octets rdata);

  /**
   * What breaks a rule of {@link NodeRules} now that the last record is there, each a sentence
   * without a full stop; it may stop at {@link #MAX_PROBLEMS}.
   */
  protected abstract List<String> problems();

  /**
   * Makes the contents those of the zone, within the transaction; called if there are no problems.
   *
   * @param presigned the values that the metadata {@link #PRESIGNED} has to have
   * @return the records now in the zone, duplicates not counted
   */
  protected abstract long complete(List<String> presigned);
}
