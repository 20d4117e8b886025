package org.polderdns.backend.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.Launch;
import org.polderdns.backend.MetadataSearch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;

/**
 * Keys and metadata of zones whose records are elsewhere. Its tables are those of other databases but
 * for the zone, which is a name in each row here; so are the statements.
 */
final class KeyDatabase
    implements Backend,
        KeyListing,
        KeySearch,
        MetadataStore,
        MetadataSearch,
        SqlTsigKeys,
        ZoneWriting,
        ChangeMark {
  private static final String OF_ZONE = " where domain = :domain";
  private static final String OF_KEY = OF_ZONE + " and id = :key_id";

  private static final Map<Query, String> STATEMENTS = Map.ofEntries(
      Map.entry(Query.INFO_ZONE, "select 1, :domain, null, null, null, 'NATIVE', null, null, null"),
      Map.entry(
          Query.ALL_METADATA,
          "select kind, content from domainmetadata" + OF_ZONE + " order by id"),
      Map.entry(
          Query.METADATA,
          "select content from domainmetadata" + OF_ZONE + " and kind = :kind order by id"),
      Map.entry(
          Query.SET_METADATA,
          "insert into domainmetadata (kind, content, domain) values (:kind, :content, :domain)"),
      Map.entry(Query.CLEAR_METADATA, "delete from domainmetadata" + OF_ZONE + " and kind = :kind"),
      Map.entry(
          Query.KEYS,
          "select id, flags, active, published, content from cryptokeys" + OF_ZONE
              + " order by id"),
      Map.entry(
          Query.ADD_KEY,
          "insert into cryptokeys (flags, active, published, content, domain)"
              + " values (:flags, :active, :published, :content, :domain)"),
      Map.entry(Query.ACTIVATE_KEY, "update cryptokeys set active = 1" + OF_KEY),
      Map.entry(Query.DEACTIVATE_KEY, "update cryptokeys set active = 0" + OF_KEY),
      Map.entry(Query.PUBLISH_KEY, "update cryptokeys set published = 1" + OF_KEY),
      Map.entry(Query.UNPUBLISH_KEY, "update cryptokeys set published = 0" + OF_KEY),
      Map.entry(Query.REMOVE_KEY, "delete from cryptokeys" + OF_KEY));

  private static final String ALL_KEYS =
      "select id, flags, active, published, content, domain from cryptokeys order by id";

  private static final String OF_KIND =
      "select domain, content from domainmetadata where kind = ? order by id";

  private final String name;
  private final SqliteDialect dialect;
  private final Sessions sessions;
  private final Tables tables;

  /** Opens a database that has the tables. */
  KeyDatabase(String name, SqliteDialect dialect) {
    this.name = name;
    this.dialect = dialect;
    this.sessions = new Sessions(name, dialect);
    Launch launch = new Launch(name, "");
    Map<String, String> statements = new HashMap<>();
    STATEMENTS.forEach((query, text) -> statements.put(query.suffix(), text));
    BackendSettings settings = BackendSettings.of(launch, new SqliteBackendFactory(), statements);
    this.tables = new Tables(
        name,
        Queries.of(settings, DatabaseKind.SQLITE, DatabaseKind.SQLITE),
        settings.maxNsec3Iterations());
    try {
      sessions.prepare();
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return Optional.of(ZoneInfo.of(1, apex.canonical(), ZoneKind.NATIVE));
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    return Map.of();
  }

  @Override
  public List<StoredKey> keys(Name apex) {
    return sessions.read("read keys of " + apex, session -> tables.keys().all(session, apex));
  }

  @Override
  public Map<Name, List<StoredKey>> allKeys() {
    return sessions.read("read keys", session -> KeyTable.byZone(session, ALL_KEYS));
  }

  @Override
  public List<String> metadata(Name apex, String kind) {
    return sessions.read(
        "read metadata of " + apex, session -> tables.metadata().values(session, apex, kind));
  }

  @Override
  public Map<String, List<String>> allMetadata(Name apex) {
    return sessions.read(
        "read metadata of " + apex, session -> tables.metadata().all(session, apex));
  }

  @Override
  public Map<Name, List<String>> zonesWith(String kind) {
    return sessions.read(
        "read metadata " + kind, session -> MetadataTable.byZone(session, OF_KIND, kind));
  }

  @Override
  public void setMetadata(Name apex, String kind, List<String> values) {
    try (ZoneTransaction tx = begin(apex)) {
      tx.setMetadata(kind, values);
      tx.commit();
    }
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public Tables tables() {
    return tables;
  }

  @Override
  public boolean makesZones() {
    return false;
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    Session session = sessions.beginWriting("begin to change keys of " + apex);
    return new SqlTransaction(name, sessions, session, tables, new ToldChanges(), apex);
  }

  @Override
  public long changeMark() {
    return sessions.changeMark();
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return name + " (" + dialect.database() + ")";
  }
}
