package org.polderdns.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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

  protected CheckedLoad(Name apex) {
    this.apex = apex;
  }

  @Override
  public final void add(Name owner, RecordType type, long ttl, Octets rdata) {
    check(owner, type, ttl);
    store(owner, type, ttl, rdata);
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
