package org.polderdns.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kinds of backend that are on the class path or module path. */
public final class BackendFactories {
  private BackendFactories() {}

  /** All of them, by launch name. They are looked for once. */
  public static List<BackendFactory> all() {
    return Found.ALL;
  }

  /** The one of a launch name. */
  public static Optional<BackendFactory> find(String kind) {
    return all().stream().filter(factory -> factory.kind().equals(kind)).findFirst();
  }

  private static final class Found {
    static final List<BackendFactory> ALL = ServiceLoader.load(BackendFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(BackendFactory::kind))
        .toList();
  }
}
