package org.polderdns.backend;

/** A store in which autoprimaries can be set. */
public interface AutoprimaryStore extends AutoprimaryListing {
  /**
   * Adds one.
   *
   * @throws StoreException if there is one of that address and nameserver, too
   */
  void addAutoprimary(Autoprimary autoprimary);

  /** Deletes that of an address and a nameserver; none is no error. */
  void removeAutoprimary(String ip, String nameserver);
}
