package org.polderdns.dnssec.key;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.polderdns.wire.Octets;

/** What computes signatures, for one thread at a time, and how threads share it. */
final class OneThread {
  /** A signer with a key of its own. */
  @FunctionalInterface
  interface Signing {
    byte[] sign(byte[] octets, int from, int to) throws GeneralSecurityException;
  }

  /** A verifier with a key of its own. */
  @FunctionalInterface
  interface Verifying {
    boolean verifies(byte[] octets, int from, int to, byte[] signature)
        throws GeneralSecurityException;
  }

  /** Makes one more. */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws GeneralSecurityException;
  }

  private OneThread() {}

  /**
   * Objects that are not in use, at most one a slot. A thread looks into one slot only, and what it
   * does not find there it makes anew, so that no thread ever waits for another.
   */
  private static final class Idle<T> {
    private static final int SLOTS = 16;

    private final Maker<T> maker;
    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

    Idle(Maker<T> maker) {
      this.maker = maker;
    }

    static int slot() {
      return System.identityHashCode(Thread.currentThread()) & SLOTS - 1;
    }

    T take(int slot) throws GeneralSecurityException {
      T found = slots.getAndSet(slot, null);
      return found != null ? found : maker.make();
    }

    void put(int slot, T used) {
      slots.lazySet(slot, used);
    }
  }

  /** A signer for all threads; the first object is made at once, so that a bad key shows here. */
  static Signer signer(Maker<Signing> maker) throws GeneralSecurityException {
    Idle<Signing> idle = new Idle<>(maker);
    idle.put(Idle.slot(), maker.make());
    return (octets, from, to) -> {
      try {
        int slot = Idle.slot();
        Signing signing = idle.take(slot);
        Octets signature = Octets.wrap(signing.sign(octets, from, to));
        idle.put(slot, signing);
        return signature;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("cannot sign: " + e.getClass().getSimpleName());
      }
    };
  }

  /** As {@link #signer}. A signature of another form than the algorithm's does not verify. */
  static Verifier verifier(Maker<Verifying> maker) throws GeneralSecurityException {
    Idle<Verifying> idle = new Idle<>(maker);
    idle.put(Idle.slot(), maker.make());
    return (octets, from, to, signature) -> {
      try {
        int slot = Idle.slot();
        Verifying verifying = idle.take(slot);
        boolean verifies = verifying.verifies(octets, from, to, signature.toArray());
        idle.put(slot, verifying);
        return verifies;
      } catch (GeneralSecurityException e) {
        return false;
      }
    };
  }
}
