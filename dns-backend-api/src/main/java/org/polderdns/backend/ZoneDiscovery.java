package org.polderdns.backend;

/**
 * A store whose zones are listed, or whose data are kept, where others change them without telling:
 * it looks again when the operator says so.
 */
public interface ZoneDiscovery {
  /** Where there is nothing to look for. */
  ZoneDiscovery NONE = new ZoneDiscovery() {
    @Override
    public String rediscover() {
      return "";
    }

    @Override
    public void reload() {}
  };

  /**
   * Reads the list of zones again and brings new zones into service, those gone out of it.
   *
   * @return one line about what was found
   * @throws StoreException if the list cannot be read; the zones stay as they were
   */
  String rediscover();

  /** Begins to look whether the data of zones changed; those that did are read again. */
  void reload();
}
