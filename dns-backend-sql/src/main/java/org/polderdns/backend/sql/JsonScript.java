package org.polderdns.backend.sql;

import java.io.IOException;
import java.util.List;
import org.polderdns.backend.ZoneKind;
import org.polderdns.backend.ZoneScript;
import org.polderdns.records.Json;
import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;
import org.polderdns.wire.RecordType;

/**
 * Zones as JSON objects, with the columns of a row as members of a record: {@code {"name": "...",
 * "records": [{"content": "...", "name": "...", "prio": 0, "ttl": 0, "type": "..."}]}}. Several are
 * an array.
 */
final class JsonScript implements ZoneScript {
  private final Appendable out;
  private final boolean several;
  private final StringBuilder text = new StringBuilder(512);
  private String beforeZone;
  private String beforeRecord = "";

  JsonScript(Appendable out, boolean several) {
    this.out = out;
    this.several = several;
    this.beforeZone = several ? "[" : "";
  }

  @Override
  public void begin(Name zone, ZoneKind kind, List<String> primaries) throws IOException {
    String name = SchemaText.name(zone);
    text.append(beforeZone).append("{\"name\": ");
    Json.append(text, several && !zone.isRoot() ? name + "." : name);
    text.append(", \"records\": [");
    beforeZone = ",\n";
    beforeRecord = "";
    write();
  }

  @Override
  public boolean record(Name owner, RecordType type, long ttl, Octets rdata, boolean disabled)
      throws IOException {
    String name = SchemaText.name(owner);
    Json.append(
        text.append(beforeRecord).append("{\"content\": "), SchemaText.content(type, rdata));
    Json.append(text.append(", \"name\": "), owner.isRoot() ? name : name + ".");
    text.append(", \"prio\": ").append(SchemaText.priority(type, rdata));
    text.append(", \"ttl\": ").append(ttl);
    Json.append(text.append(", \"type\": "), SchemaText.type(type));
    text.append('}');
    beforeRecord = ", ";
    write();
    return true;
  }

  @Override
  public void comment(Name owner, RecordType type, long modified, String text) {}

  @Override
  public void end() throws IOException {
    out.append(several ? "]}" : "]}\n");
  }

  /** Ended all the same: what reads the others has to find JSON. */
  @Override
  public void abandon() throws IOException {
    end();
  }

  @Override
  public void finish() throws IOException {
    if (several) {
      out.append(beforeZone.equals("[") ? "[]\n" : "]\n");
    }
  }

  private void write() throws IOException {
    out.append(text);
    text.setLength(0);
  }
}
