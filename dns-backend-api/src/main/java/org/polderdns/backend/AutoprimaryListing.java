package org.polderdns.backend;

import java.util.List;
import java.util.Optional;

/** A store that knows autoprimaries. */
public interface AutoprimaryListing {
  /** All of them, in the store's order. */
  List<Autoprimary> autoprimaries();

  /** That of an address and a nameserver, compared as text. */
  Optional<Autoprimary> autoprimary(String ip, String nameserver);

  /** Those of a nameserver and account: the addresses that a new zone is transferred from. */
  List<Autoprimary> autoprimaries(String nameserver, String account);
}
