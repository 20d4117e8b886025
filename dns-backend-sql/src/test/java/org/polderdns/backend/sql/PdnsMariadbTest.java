package org.polderdns.backend.sql;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

/** The contract by the statements of PowerDNS, as an operator's who set each of them. */
class PdnsMariadbTest extends StoreContract {
  private static Map<String, String> statements = Map.of();

  @BeforeAll
  static void readStatements() throws Exception {
    statements = PdnsStatements.of("gmysql");
  }

  @Override
  protected Backend open() throws Exception {
    return MariadbServer.shared().cleared().open(statements);
  }
}
