package org.polderdns.backend;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes scripts in some forms; found with {@link ServiceLoader}. */
public interface ZoneScriptFactory {
  /**
   * How a script is written.
   *
   * @param transactions whether each zone is one transaction
   * @param replacing whether zones of the same names are deleted first
   * @param several whether there may be any number of zones, not just one
   */
  record Options(boolean transactions, boolean replacing, boolean several) {}

  /** The names of the forms, such as {@code gsqlite}. */
  List<String> forms();

  /** A script in one of the {@link #forms()}. */
  ZoneScript open(String form, Appendable out, Options options);

  /** The factory that has a form. */
  static Optional<ZoneScriptFactory> find(String form) {
    return ServiceLoader.load(ZoneScriptFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.forms().contains(form))
        .findFirst();
  }
}
