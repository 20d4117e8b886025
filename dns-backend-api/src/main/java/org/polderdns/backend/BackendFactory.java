package org.polderdns.backend;

import java.util.List;

/**
 * A kind of backend, found with {@link java.util.ServiceLoader} under the name that operators write
 * in {@code launch}.
 */
public interface BackendFactory {
  /** The launch name, such as {@code gsqlite3}. */
  String kind();

  /** One line for the operator, without a full stop. */
  String help();

  /** The settings that an instance takes, in the order to show them. */
  List<BackendSetting> settings();

  /**
   * Opens an instance.
   *
   * @throws StoreException if the store cannot be reached or is not what the settings say
   */
  Backend open(BackendSettings settings);
}
