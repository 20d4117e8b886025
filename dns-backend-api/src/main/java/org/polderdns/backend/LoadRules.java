package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.change.ChangeRefusedException;
import org.polderdns.zone.change.NodeRules;

/**
 * The rules of a {@link ZoneLoad} that can be kept record by record, for those who write stores.
 * What needs all records of a name is {@link NodeRules}'.
 */
public final class LoadRules {
  /** The metadata kind of a zone that is stored with its signatures. */
  public static final String PRESIGNED = "PRESIGNED";

  /** Problems after which a load need not look for more. */
  public static final int MAX_PROBLEMS = 20;

  private final Name apex;
  private boolean soa;
  private boolean signed;

  public LoadRules(Name apex) {
    this.apex = apex;
  }

  /**
   * To be called with each record.
   *
   * @throws ChangeRefusedException if it cannot be in the zone
   */
  public void check(Name owner, RecordType type, long ttl) {
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

  /** What is missing after the last record, each a sentence without a full stop. */
  public List<String> problems() {
    return soa ? List.of() : List.of(apex + " SOA: the zone has none");
  }

  /** The values that the metadata {@link #PRESIGNED} has to have after the last record. */
  public List<String> presigned() {
    return signed ? List.of("1") : List.of();
  }
}
