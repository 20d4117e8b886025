package org.polderdns.backend.sql;

import java.io.IOException;
import java.util.List;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneScript;
import org.polderdns.backend.ZoneScriptFactory;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.RecordType;

/**
 * Zones as INSERT statements for the tables of PowerDNS, one a record: {@code auth} and {@code
 * ordername} keep the defaults of the columns, and NSEC and NSEC3 records are left out.
 */
final class SqlScript implements ZoneScript {
  /** What is deleted with a zone, before its row in {@code domains}. */
  private static final List<String> TABLES =
      List.of("records", "comments", "domainmetadata", "cryptokeys");

  private final ScriptDialect dialect;
  private final Appendable out;
  private final ZoneScriptFactory.Options options;
  private final StringBuilder line = new StringBuilder(512);
  private String apex = ""; // in quotes
  private String ending = ""; // of the statements for the rows of a zone
  private Name lastOwner = Name.ROOT; // its text below is ready
  private String lastText = "";

  SqlScript(ScriptDialect dialect, Appendable out, ZoneScriptFactory.Options options) {
    this.dialect = dialect;
    this.out = out;
    this.options = options;
  }

  @Override
  public void begin(Name zone, ZoneKind kind, List<String> primaries) throws IOException {
    apex = quoted(SchemaText.name(zone));
    ending = " from domains where name=" + apex + ";\n";
    if (options.transactions()) {
      line.append(dialect.begin()).append('\n');
    }
    if (options.replacing()) {
      for (String table : TABLES) {
        line.append("delete from ").append(table);
        line.append(" where domain_id in (select id from domains where name=").append(apex);
        line.append(");\n");
      }
      line.append("delete from domains where name=").append(apex).append(";\n");
    }
    line.append("insert into domains (name,type").append(primaries.isEmpty() ? "" : ",master");
    line.append(") values (").append(apex).append(",'").append(kind).append('\'');
    if (!primaries.isEmpty()) {
      line.append(", ").append(quoted(SchemaText.primaries(primaries)));
    }
    line.append(");\n");
    write();
  }

  @Override
  public boolean record(Name owner, RecordType type, long ttl, Octets rdata, boolean disabled)
      throws IOException {
    if (type == RecordType.NSEC || type == RecordType.NSEC3) {
      return false;
    }
    line.append(
        "insert into records (domain_id, name, type,content,ttl,prio,disabled) select id ,");
    line.append(text(owner)).append(", ");
    dialect.quote(line, SchemaText.type(type));
    dialect.quote(line.append(", "), SchemaText.content(type, rdata));
    line.append(", ").append(ttl).append(", ").append(SchemaText.priority(type, rdata));
    line.append(", ").append(dialect.flag(disabled)).append(ending);
    write();
    return true;
  }

  @Override
  public void comment(Name owner, RecordType type, long modified, String text) throws IOException {
    if (text.indexOf('\0') >= 0) {
      throw new PresentationFormatException("a comment cannot have the character U+0000");
    }
    line.append("insert into comments (domain_id,name,type,modified_at, comment) select id, ");
    line.append(text(owner)).append(", ").append(quoted(SchemaText.type(type))).append(", ");
    line.append(modified).append(", ").append(quoted(text)).append(ending);
    write();
  }

  @Override
  public void end() throws IOException {
    if (options.transactions()) {
      out.append(dialect.commit()).append('\n');
    }
  }

  @Override
  public void abandon() throws IOException {
    if (options.transactions()) {
      out.append("ROLLBACK;\n");
    }
  }

  @Override
  public void finish() {}

  @SuppressWarnings("ReferenceEquality") // the same object is what spares work
  private String text(Name owner) {
    if (owner != lastOwner || lastText.isEmpty()) {
      lastText = quoted(SchemaText.name(owner));
      lastOwner = owner;
    }
    return lastText;
  }

  private String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 3);
    dialect.quote(quoted, text);
    return quoted.toString();
  }

  private void write() throws IOException {
    out.append(line);
    line.setLength(0);
  }
}
