package org.polderdns.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.polderdns.backend.Autoprimary;
import org.polderdns.backend.AutoprimaryStore;
import org.polderdns.backend.Backend;
import org.polderdns.backend.BackendSettings;
import org.polderdns.backend.BulkLookup;
import org.polderdns.backend.ChangeMark;
import org.polderdns.backend.ChangeNotices;
import org.polderdns.backend.Comment;
import org.polderdns.backend.CommentListing;
import org.polderdns.backend.DenialOrder;
import org.polderdns.backend.DirectStatements;
import org.polderdns.backend.EmptyNonTerminals;
import org.polderdns.backend.KeyListing;
import org.polderdns.backend.KeySearch;
import org.polderdns.backend.MetadataSearch;
import org.polderdns.backend.MetadataStore;
import org.polderdns.backend.Neighbours;
import org.polderdns.backend.RecordListing;
import org.polderdns.backend.RowStore;
import org.polderdns.backend.ServedZoneVisitor;
import org.polderdns.backend.StoredKey;
import org.polderdns.backend.StoredNode;
import org.polderdns.backend.StoredRow;
import org.polderdns.backend.ZoneInfo;
import org.polderdns.backend.ZoneListing;
import org.polderdns.backend.ZoneTransaction;
import org.polderdns.backend.ZoneWriting;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;
import org.polderdns.zone.HashSpan;
import org.polderdns.zone.NameSpan;

/**
 * Zones in a database with the schema of PowerDNS, which other programs may read and write at the
 * same time. Many threads read; one transaction writes at a time.
 */
final class SqlBackend
    implements Backend,
        BulkLookup,
        ZoneListing,
        RecordListing,
        RowStore,
        ZoneWriting,
        MetadataStore,
        KeyListing,
        KeySearch,
        CommentListing,
        SqlTsigKeys,
        AutoprimaryStore,
        Neighbours,
        DenialOrder,
        ChangeMark,
        ChangeNotices,
        MetadataSearch,
        EmptyNonTerminals,
        DirectStatements {
  /** Sets marks that count what is told apart from others. */
  private static final long TOLD = 1L << 62;

  private final String name;
  private final Dialect dialect;
  private final Sessions sessions;
  private final Tables tables;
  private final boolean canWatch;
  private final boolean keysAreUsed;
  private final EscapedNames escaped;
  private volatile long seenMark;
  private final ToldChanges told = new ToldChanges();
  private @Nullable PostgresqlListener listener; // guarded by told; null: there are no triggers

  /**
   * Opens the database, with its tables made if it is empty and embedded.
   *
   * @param declared the kind whose statements the settings have as defaults
   */
  SqlBackend(BackendSettings settings, DatabaseKind declared, Dialect dialect) {
    this.name = settings.name();
    this.dialect = dialect;
    this.sessions = new Sessions(name, dialect);
    this.keysAreUsed = settings.isYes("dnssec");
    Queries queries = Queries.of(settings, declared, dialect.kind());
    try {
      sessions.prepare();
      this.tables = sessions.read(
          "read the tables",
          session -> tables(name, session, queries, settings.maxNsec3Iterations()));
      this.escaped = new EscapedNames(tables.queries());
      this.canWatch = isWatched(dialect.kind(), tables.queries()) && sessions.canWatch();
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  /** MySQL tells of changes table by table, so of ours only: the operator's may have others. */
  private static boolean isWatched(DatabaseKind kind, Queries queries) {
    return kind != DatabaseKind.MYSQL || hasOurTables(queries);
  }

  /** Whether no statement of the operator may read tables of other names. */
  private static boolean hasOurTables(Queries queries) {
    return queries.areDefault(
        Query.BASIC,
        Query.ID,
        Query.ANY,
        Query.ANY_ID,
        Query.LIST,
        Query.INFO_ZONE,
        Query.ALL_ZONES,
        Query.METADATA,
        Query.ALL_METADATA);
  }

  private static Tables tables(
      String name, Session session, Queries queries, int maxNsec3Iterations) throws SQLException {
    Set<String> missing = new HashSet<>(TableColumns.missing(name, session, queries));
    missing.addAll(ServerFeatures.missing(queries.kind(), session.connection()));
    Queries fitting = queries.without(missing);
    fitting.check(session);
    return new Tables(name, fitting, maxNsec3Iterations);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<ZoneInfo> zone(Name apex) {
    return sessions.read("look up the zone " + apex, session -> tables.zones().find(session, apex));
  }

  @Override
  public List<ZoneInfo> zones() {
    return sessions.read("list the zones", session -> tables.zones().all(session, false));
  }

  @Override
  public List<ZoneInfo> servedZones() {
    return sessions.read("list the zones", session -> tables.zones().all(session, true));
  }

  @Override
  public Map<Name, StoredNode> lookup(ZoneInfo zone, Collection<Name> owners) {
    Sessions.Work<Map<Name, StoredNode>> lookup =
        session -> tables.records().lookup(session, zone, owners);
    return lookUp(owners.size(), lookup);
  }

  @Override
  public List<Map<Name, StoredNode>> lookup(List<Wanted> wanted) {
    int names = wanted.stream().mapToInt(zone -> zone.owners().size()).sum();
    return lookUp(names, session -> tables.records().lookup(session, wanted));
  }

  private <T> T lookUp(int names, Sessions.Work<T> work) {
    String what = "look up records";
    return tables.records().isOneStatement(names)
        ? sessions.read(what, work)
        : sessions.readOneState(what, work);
  }

  @Override
  public void list(ZoneInfo zone, Consumer<StoredNode> visitor) {
    sessions.readAlone("list the zone " + zone.apex(), session -> {
      tables.records().list(session, zone, false, visitor);
      return zone;
    });
  }

  @Override
  public void listFound(ZoneInfo zone, Consumer<StoredNode> visitor) {
    sessions.readInBackground("read the zone " + zone.apex(), session -> {
      tables.records().list(session, zone, true, visitor);
      return zone;
    });
  }

  @Override
  public boolean isPlain() {
    return tables
        .queries()
        .areDefault(
            Query.BASIC,
            Query.ID,
            Query.ANY,
            Query.ANY_ID,
            Query.LIST,
            Query.INFO_ZONE,
            Query.ALL_ZONES);
  }

  @Override
  public void visitServed(ServedZoneVisitor visitor) {
    sessions.readInBackground("list the zones", session -> {
      tables.zones().visitServed(session, visitor);
      return visitor;
    });
  }

  @Override
  public Map<Name, List<String>> zonesWith(String kind) {
    return sessions.read(
        "read metadata " + kind, session -> tables.metadata().zonesWith(session, kind));
  }

  /** With the first call a thread begins to listen to triggers, if they are there. */
  @Override
  public void listen(ChangeNotices.Listener told) {
    this.told.add(told);
    synchronized (this.told) {
      if (listener == null && hasTriggers()) {
        listener = new PostgresqlListener(name, dialect, this.told);
        listener.start();
      }
    }
  }

  private boolean hasTriggers() {
    return dialect.kind() == DatabaseKind.POSTGRESQL
        && hasOurTables(tables.queries())
        && sessions.read(
            "look for triggers", session -> PostgresqlTriggers.arePresent(session.connection()));
  }

  @Override
  public boolean tellsAll() {
    synchronized (told) {
      return listener != null && listener.isListening();
    }
  }

  @Override
  public void rows(ZoneInfo zone, Consumer<StoredRow> visitor) {
    sessions.readAlone("list the rows of " + zone.apex(), session -> {
      RawRows.list(tables.queries(), session, zone, visitor);
      return zone;
    });
  }

  @Override
  public ZoneTransaction begin(Name apex) {
    Session session = sessions.beginWriting("begin to change the zone " + apex);
    return new SqlTransaction(name, sessions, session, tables, told, apex);
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
  public void setMetadata(Name apex, String kind, List<String> values) {
    try (ZoneTransaction tx = begin(apex)) {
      tx.setMetadata(kind, values);
      tx.commit();
    }
  }

  @Override
  public List<StoredKey> keys(Name apex) {
    return sessions.read("read keys of " + apex, session -> tables.keys().all(session, apex));
  }

  @Override
  public boolean areUsed() {
    return keysAreUsed;
  }

  @Override
  public Map<Name, List<StoredKey>> allKeys() {
    return sessions.read("read keys", session -> tables.keys().allByZone(session));
  }

  @Override
  public void comments(ZoneInfo zone, Consumer<Comment> visitor) {
    sessions.readAlone("list the comments of " + zone.apex(), session -> {
      tables.comments().each(session, zone.id(), visitor);
      return zone;
    });
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
  public List<Autoprimary> autoprimaries() {
    return sessions.read(
        "list the autoprimaries", session -> tables.autoprimaries().all(session));
  }

  @Override
  public Optional<Autoprimary> autoprimary(String ip, String nameserver) {
    return sessions.read(
        "read the autoprimary " + ip,
        session -> tables.autoprimaries().find(session, ip, nameserver));
  }

  @Override
  public List<Autoprimary> autoprimaries(String nameserver, String account) {
    return sessions.read(
        "read the autoprimary " + nameserver,
        session -> tables.autoprimaries().named(session, nameserver, account));
  }

  @Override
  public void addAutoprimary(Autoprimary autoprimary) {
    sessions.write(
        "add the autoprimary " + autoprimary.ip() + " " + autoprimary.nameserver(),
        session -> tables.autoprimaries().add(session, autoprimary));
  }

  @Override
  public void removeAutoprimary(String ip, String nameserver) {
    sessions.write(
        "remove the autoprimary " + ip,
        session -> tables.autoprimaries().remove(session, ip, nameserver));
  }

  @Override
  public Optional<Name> atOrBefore(ZoneInfo zone, Name owner, RecordType type) {
    return sessions.read(
        "find the " + type + " before " + owner,
        session -> new OrderColumn(tables, session, zone).atOrBefore(owner, type));
  }

  @Override
  public Optional<NameSpan> spanOf(ZoneInfo zone, Name owner) {
    return sessions.read("find the names around " + owner, session -> {
      OrderColumn order = new OrderColumn(tables, session, zone);
      return OrderColumn.isOurs(tables.queries())
          ? order.spanOf(owner, escaped.of(session, zone, lastMark()))
          : order.spanByQueries(owner);
    });
  }

  @Override
  public Optional<HashSpan> spanOf(ZoneInfo zone, Octets hash) {
    return sessions.read(
        "find the hashes around one of " + zone.apex(),
        session -> new OrderColumn(tables, session, zone).spanOf(hash));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == ChangeMark.class && !canWatch
            || type == BulkLookup.class && !tables.records().isOurs()
            || type == KeySearch.class && !tables.keys().isOurs()
        ? Optional.empty()
        : Backend.super.capability(type);
  }

  @Override
  public long changeMark() {
    long mark = tellsAll() ? TOLD + told.count() : sessions.changeMark();
    seenMark = mark;
    return mark;
  }

  /** A number that changes soon after the database has, without asking it. */
  private long lastMark() {
    return canWatch
        ? seenMark + sessions.commitCount()
        : TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
  }

  @Override
  public Set<Name> unnoted(ZoneInfo zone, int limit) {
    return sessions.readAtLength(
        "find empty non-terminals of " + zone.apex(),
        session -> UnnotedNames.find(tables.queries(), session, zone, limit));
  }

  @Override
  public void execute(String statement, Consumer<List<String>> rows) {
    sessions.direct("execute the statement", session -> {
      try (Statement direct = session.connection().createStatement()) {
        boolean hasRows = direct.execute(statement);
        while (hasRows || direct.getUpdateCount() != -1) {
          if (hasRows) {
            visit(direct.getResultSet(), rows);
          }
          hasRows = direct.getMoreResults();
        }
      }
    });
  }

  private static void visit(ResultSet row, Consumer<List<String>> rows) throws SQLException {
    int columns = row.getMetaData().getColumnCount();
    while (row.next()) {
      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        texts.add(SchemaText.text(row.getString(i)));
      }
      rows.accept(texts);
    }
  }

  @Override
  public void close() {
    synchronized (told) {
      if (listener != null) {
        listener.close();
      }
    }
    sessions.close();
  }

  @Override
  public String toString() {
    return name + " (" + dialect.database() + ")";
  }
}
