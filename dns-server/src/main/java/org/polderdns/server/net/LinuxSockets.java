package org.polderdns.server.net;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * System calls that {@code java.nio} does not have, of Linux on machines of 64 bits. The first use
 * of this class loads JNA, which takes a tenth of a second. Addresses and lengths are plain numbers,
 * so that a call makes no object.
 */
final class LinuxSockets {
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_BROADCAST = 6;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;

  static final int IPPROTO_IP = 0;
  static final int IP_PKTINFO = 8;
  static final int IP_FREEBIND = 15;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_RECVPKTINFO = 49;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_FREEBIND = 78;

  static final int AF_INET6 = 10;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_WAITFORONE = 0x10000;
  static final int SHUT_RD = 0;
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  private static final Optional<String> FAILURE = load();

  private LinuxSockets() {}

  /** Why the calls cannot be made here, or empty if they can. */
  static Optional<String> failure() {
    return FAILURE;
  }

  private static Optional<String> load() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (!system.equals("linux")) {
      return Optional.of("the system is not Linux");
    }
    try {
      if (Native.POINTER_SIZE != 8 || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
        return Optional.of("the machine is not a little-endian one of 64 bits");
      }
      Native.register(LinuxSockets.class, NativeLibrary.getProcess());
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("native calls are not possible: " + e);
    }
  }

  /** The error of the last call of this thread that returned -1. */
  static int error() {
    return Native.getLastError();
  }

  static native int recvmmsg(int socket, long messages, int count, int flags, long timeout);

  static native int sendmmsg(int socket, long messages, int count, int flags);

  static native int shutdown(int socket, int how);

  static native int getsockopt(int socket, int level, int option, long value, long length);

  static native int setsockopt(int socket, int level, int option, long value, int length);
}
