package org.polderdns.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** IP addresses and networks as text. No name is ever looked up. */
public final class Addresses {
  private Addresses() {}

  /**
   * Reads {@code 192.0.2.1}, {@code 192.0.2.1:53}, {@code 2001:db8::1} or {@code [2001:db8::1]:53}.
   *
   * @throws SettingException if it is none of these
   */
  public static InetSocketAddress parse(String text, int defaultPort) {
    String host = text;
    int port = defaultPort;
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[") && bracket > 0) {
      host = text.substring(1, bracket);
      if (bracket + 1 < text.length()) {
        if (text.charAt(bracket + 1) != ':') {
          throw unreadable(text);
        }
        port = port(text, text.substring(bracket + 2));
      }
    } else if (colon >= 0 && text.indexOf(':') == colon) {
      host = text.substring(0, colon);
      port = port(text, text.substring(colon + 1));
    }
    return new InetSocketAddress(address(text, host), port);
  }

  private static int port(String text, String port) {
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= 65535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same complaint as for a number out of range
    }
    throw unreadable(text);
  }

  private static InetAddress address(String text, String host) {
    boolean ip4 = host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    boolean ip6 = host.indexOf(':') >= 0 && host.matches("[0-9A-Fa-f:.]+(%[\\w.-]+)?");
    if (ip4 || ip6) {
      try {
        return InetAddress.getByName(host); // a literal: nothing is asked of anyone
      } catch (UnknownHostException e) {
        throw unreadable(text);
      }
    }
    throw unreadable(text);
  }

  private static SettingException unreadable(String text) {
    return new SettingException("Unable to convert presentation address '" + text + "'");
  }

  /**
   * Checks {@code [!]address[/bits]}.
   *
   * @throws SettingException if it is not that
   */
  static void checkNetmask(String text) {
    if (!isNetwork(text.startsWith("!") ? text.substring(1) : text)) {
      throw new SettingException("Unable to convert '" + text + "' to a netmask");
    }
  }

  /** Whether it is {@code address[/bits]}. */
  public static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    try {
      int most = address(text, host).getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits >= 0 && bits <= most;
    } catch (SettingException | NumberFormatException e) {
      return false;
    }
  }

  /** {@code 192.0.2.1:53} or {@code [2001:db8::1]:53}. */
  public static String print(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + compressed(host) + "]") + ":" + address.getPort();
  }

  /** The longest run of zero groups of an IPv6 address as {@code ::} (RFC 5952 §4.2). */
  private static String compressed(String host) {
    int percent = host.indexOf('%');
    String scope = percent < 0 ? "" : host.substring(percent);
    String[] groups = (percent < 0 ? host : host.substring(0, percent)).split(":");
    int bestFrom = -1;
    int bestLength = 1;
    for (int i = 0; i < groups.length; i++) {
      int j = i;
      while (j < groups.length && groups[j].equals("0")) {
        j++;
      }
      if (j - i > bestLength) {
        bestFrom = i;
        bestLength = j - i;
      }
    }
    if (bestFrom < 0) {
      return host;
    }
    String before = String.join(":", java.util.Arrays.copyOfRange(groups, 0, bestFrom));
    String after = String.join(
        ":", java.util.Arrays.copyOfRange(groups, bestFrom + bestLength, groups.length));
    return before + "::" + after + scope;
  }
}
