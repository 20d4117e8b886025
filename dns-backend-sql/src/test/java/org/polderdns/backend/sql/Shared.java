package org.polderdns.backend.sql;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Something made when it is first asked for; a failure to make it is not repeated. */
final class Shared<T> {
  private final Callable<T> maker;
  private @Nullable T value;
  private @Nullable Exception failure;

  Shared(Callable<T> maker) {
    this.maker = maker;
  }

  synchronized T get() throws Exception {
    if (failure != null) {
      throw new IllegalStateException("failed before", failure);
    }
    if (value == null) {
      try {
        value = maker.call();
      } catch (Exception e) {
        failure = e;
        throw e;
      }
    }
    return value;
  }
}
