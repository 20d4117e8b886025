package org.polderdns.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code zone2sql} is told besides: for which database, and how. */
final class SqlConversionOptions extends ConversionOptions {
  @Option(
      names = "--gmysql",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Statements for MySQL")
  boolean gmysql;

  @Option(
      names = "--gpgsql",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Statements for PostgreSQL")
  boolean gpgsql;

  @Option(
      names = "--gsqlite",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Statements for SQLite")
  boolean gsqlite;

  @Option(
      names = "--transactions",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Each zone is one transaction, rolled back if its file is wrong")
  private boolean transactions;

  @Option(
      names = {"--slave", "--secondary"},
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Secondary zones of the named.conf stay secondary, with their primaries")
  private boolean secondary;

  @Option(
      names = "--json-comments",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Obey json={\"disabled\":true,\"comment\":\"...\"} in comments behind records")
  private boolean jsonComments;

  @Option(
      names = "--filter-duplicate-soa",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Say nothing of second SOA records, which are left out in any case")
  private boolean filterDuplicateSoa;

  @Option(
      names = "--delete-matching-domains",
      arity = "0..1",
      paramLabel = "yes|no",
      description = "Delete zones of the same names first, with all that is kept of them")
  boolean deleteMatching;

  @Override
  boolean keepsSecondaries() {
    return secondary;
  }

  @Override
  boolean readsComments() {
    return jsonComments;
  }

  @Override
  boolean filtersDuplicateSoa() {
    return filterDuplicateSoa;
  }

  @Override
  boolean transactions() {
    return transactions;
  }

  /** The one form that is asked for. */
  String form() {
    List<String> forms = new ArrayList<>();
    if (gmysql) {
      forms.add("gmysql");
    }
    if (gpgsql) {
      forms.add("gpgsql");
    }
    if (gsqlite) {
      forms.add("gsqlite");
    }
    if (forms.size() != 1) {
      throw new UsageException("say one of --gmysql, --gpgsql and --gsqlite");
    }
    return forms.get(0);
  }
}
