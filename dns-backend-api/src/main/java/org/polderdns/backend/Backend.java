package org.polderdns.backend;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.polderdns.wire.Name;

/**
 * A store of DNS data. It gives what it has at a name and does no thinking: delegations, CNAME,
 * wildcards and denials are the answer algorithm's. What more it can do it says by {@link
 * #capability roles}, each done fully or not offered.
 *
 * <pre>{@code
 * try (Backend store = factory.open(settings)) {
 *   ZoneInfo zone = store.zone(Name.parse("example.org.")).orElseThrow();
 *   store.lookup(zone, List.of(zone.apex()));
 *   store.capability(ZoneWriting.class).ifPresent(writing -> ...);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Every method may throw {@link StoreException}.
 */
public interface Backend extends AutoCloseable {
  /** The name of this instance, such as {@code gsqlite3} or {@code gsqlite3-east}. */
  String name();

  /** The zone of exactly this apex. */
  Optional<ZoneInfo> zone(Name apex);

  /**
   * What is at each of some names of a zone. A name that has neither records nor a note that it is
   * an empty non-terminal is not in the result. Names are found in any case, a wildcard only by its
   * literal name.
   */
  Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners);

  /**
   * The role {@code type}, if this store plays it: {@link ZoneListing}, {@link RecordListing},
   * {@link RowListing}, {@link RowStore}, {@link ZoneWriting}, {@link MetadataListing}, {@link MetadataStore}, {@link
   * KeyListing}, {@link KeySearch}, {@link CommentListing}, {@link TsigKeyListing}, {@link TsigKeyStore}, {@link
   * AutoprimaryListing}, {@link AutoprimaryStore}, {@link Neighbours}, {@link DenialOrder}, {@link ChangeMark}, {@link BulkLookup}, {@link ResidentZones}, {@link ZoneDiscovery}, {@link
   * StoreCommands}, {@link DirectStatements}.
   */
  default <T> Optional<T> capability(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /** Releases what the store holds; transactions still open are rolled back. */
  @Override
  void close();
}
