package org.polderdns.records;

import org.polderdns.wire.Name;
import org.polderdns.wire.Octets;

/** Reads octets only to see that they are well formed; the view that comes of it means nothing. */
final class WireChecker<T> extends WireReader<T> {
  WireChecker(Octets octets) {
    super(octets);
  }

  @Override
  Octets take(int length) {
    in.skip(length);
    return Octets.EMPTY;
  }

  @Override
  Name takeName() {
    skipName();
    return Name.ROOT;
  }
}
