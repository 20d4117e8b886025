package org.polderdns.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.polderdns.server.config.Addresses;

/** Which of the addresses that the settings name sockets are bound to. */
final class ListenAddresses {
  private ListenAddresses() {}

  /**
   * Those that can be bound. {@code ::} takes IPv4 too, as Java makes its sockets, so {@code
   * 0.0.0.0} beside it on the same port is left out; without IPv6 it is the other way around.
   *
   * @param mustExist whether an address that this host lacks is left to fail
   * @param notices gets a line for each that is left out for it is not there
   */
  static List<InetSocketAddress> usable(
      List<InetSocketAddress> wanted, boolean mustExist, List<String> notices) {
    Set<InetSocketAddress> usable = new LinkedHashSet<>();
    boolean ip6 = hasIp6();
    for (InetSocketAddress address : wanted) {
      InetAddress host = address.getAddress();
      if (host.isAnyLocalAddress() || mustExist || exists(host)) {
        usable.add(address);
      } else {
        notices.add(
            "Address " + Addresses.print(address) + " does not exist on this server - skipping it");
      }
    }
    List<InetSocketAddress> result = new ArrayList<>(usable);
    for (InetSocketAddress address : usable) {
      if (address.getAddress() instanceof Inet6Address any && any.isAnyLocalAddress()) {
        InetSocketAddress other = new InetSocketAddress("0.0.0.0", address.getPort());
        if (usable.contains(other)) {
          result.remove(ip6 ? other : address);
        }
      }
    }
    return result;
  }

  /** Whether any interface has an IPv6 address. */
  private static boolean hasIp6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException e) {
      return false;
    }
  }

  private static boolean exists(InetAddress host) {
    try {
      // All of 127.0.0.0/8 can be bound though one of them is on an interface.
      boolean loopback4 = host.isLoopbackAddress() && !(host instanceof Inet6Address);
      return loopback4 || NetworkInterface.getByInetAddress(host) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
