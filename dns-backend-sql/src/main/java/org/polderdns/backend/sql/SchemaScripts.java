package org.polderdns.backend.sql;

import java.util.List;
import org.polderdns.backend.ZoneScript;
import org.polderdns.backend.ZoneScriptFactory;

/** Scripts with what the columns of the PowerDNS schema have: statements, or JSON. */
public final class SchemaScripts implements ZoneScriptFactory {
  @Override
  public List<String> forms() {
    return List.of("gmysql", "gpgsql", "gsqlite", "json");
  }

  @Override
  public ZoneScript open(String form, Appendable out, Options options) {
    return switch (form) {
      case "gmysql" -> new SqlScript(ScriptDialect.MYSQL, out, options);
      case "gpgsql" -> new SqlScript(ScriptDialect.POSTGRESQL, out, options);
      case "gsqlite" -> new SqlScript(ScriptDialect.SQLITE, out, options);
      case "json" -> new JsonScript(out, options.several());
      default -> throw new IllegalArgumentException("no form " + form);
    };
  }
}
