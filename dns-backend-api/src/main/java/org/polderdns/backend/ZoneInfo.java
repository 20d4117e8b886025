package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;

/**
 * What a store keeps of a zone beside its records.
 *
 * @param id the store's number of the zone, over 0; another zone never has it at the same time
 * @param primaries addresses that a secondary transfers from, {@code ip} or {@code ip:port}, IPv6
 *     in brackets before a port
 * @param account free text, empty for none
 * @param notifiedSerial the serial that secondaries were last told, 0 to 2^32-1, or -1 for never
 * @param lastCheck when a secondary last asked its primaries, in seconds since 1970, or -1 for
 *     never
 * @param options JSON of a catalog member's options, empty for none
 * @param catalog the catalog zone that it is a member of, in presentation format, empty for none
 */
public record ZoneInfo(
    long id,
    Name apex,
    ZoneKind kind,
    List<String> primaries,
    String account,
    long notifiedSerial,
    long lastCheck,
    String options,
    String catalog) {
  public ZoneInfo {
    primaries = List.copyOf(primaries);
  }

  /** A zone of which no more is known than this; notified and checked never. */
  public static ZoneInfo of(long id, Name apex, ZoneKind kind) {
    return new ZoneInfo(id, apex, kind, List.of(), "", -1, -1, "", "");
  }

  public ZoneInfo withKind(ZoneKind newKind) {
    return new ZoneInfo(
        id, apex, newKind, primaries, account, notifiedSerial, lastCheck, options, catalog);
  }

  public ZoneInfo withPrimaries(List<String> newPrimaries) {
    return new ZoneInfo(
        id, apex, kind, newPrimaries, account, notifiedSerial, lastCheck, options, catalog);
  }

  public ZoneInfo withAccount(String newAccount) {
    return new ZoneInfo(
        id, apex, kind, primaries, newAccount, notifiedSerial, lastCheck, options, catalog);
  }

  /** With another serial last told to secondaries, -1 for never. */
  public ZoneInfo withNotifiedSerial(long serial) {
    return new ZoneInfo(id, apex, kind, primaries, account, serial, lastCheck, options, catalog);
  }

  /** With another time of the last check, seconds since 1970, -1 for never. */
  public ZoneInfo withLastCheck(long seconds) {
    return new ZoneInfo(
        id, apex, kind, primaries, account, notifiedSerial, seconds, options, catalog);
  }

  public ZoneInfo withOptions(String json) {
    return new ZoneInfo(
        id, apex, kind, primaries, account, notifiedSerial, lastCheck, json, catalog);
  }

  public ZoneInfo withCatalog(String name) {
    return new ZoneInfo(
        id, apex, kind, primaries, account, notifiedSerial, lastCheck, options, name);
  }
}
