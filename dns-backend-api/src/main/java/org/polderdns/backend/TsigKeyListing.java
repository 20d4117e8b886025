package org.polderdns.backend;

import java.util.List;
import org.polderdns.wire.Name;

/** A store that has TSIG keys. */
public interface TsigKeyListing {
  /** All keys, in the order of their creation if the store knows it. */
  List<StoredTsigKey> tsigKeys();

  /** The keys of that name, at most one for each algorithm. */
  List<StoredTsigKey> tsigKeys(Name name);
}
