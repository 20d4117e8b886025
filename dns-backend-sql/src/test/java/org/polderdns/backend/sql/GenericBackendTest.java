package org.polderdns.backend.sql;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.polderdns.backend.Backend;
import org.polderdns.backend.contract.StoreContract;

class GenericBackendTest extends StoreContract {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private WrappedDatabase database;

  @Override
  protected Backend open() {
    try {
      database = new WrappedDatabase("generic" + COUNT.incrementAndGet()).withTables();
      return database.open();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void drop() {
    database.close();
  }
}
