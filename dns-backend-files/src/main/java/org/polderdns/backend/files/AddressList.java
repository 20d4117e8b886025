package org.polderdns.backend.files;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.backend.files.ConfigTokens.Kind;

/** The lists of addresses in {@code named.conf}: {@code [port N] { ADDRESS [port N] [key K]; }}. */
final class AddressList {
  private AddressList() {}

  /**
   * Reads a list after the word before it, its closing brace included.
   *
   * @return {@code ip} or {@code ip:port}, IPv6 in brackets before a port
   */
  static List<String> read(ConfigTokens in) {
    String port = "";
    while (in.next() != Kind.OPEN) {
      if (!in.is("port")) {
        throw in.expected("{ or port");
      }
      port = port(in);
    }
    List<String> all = new ArrayList<>();
    while (in.next() != Kind.CLOSE) {
      all.add(element(in, port));
    }
    return all;
  }

  private static String element(ConfigTokens in, String listPort) {
    if (in.kind() != Kind.WORD && in.kind() != Kind.STRING) {
      throw in.expected("an address or }");
    }
    String text = in.text();
    String address = text;
    String port = listPort;
    if (!InetAddresses.isInetAddress(text)) {
      int colon = text.lastIndexOf(':');
      address = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
      port = colon < 0 ? "" : text.substring(colon + 1);
      if (!InetAddresses.isInetAddress(address) || !isPort(port)) {
        throw in.expected("an IP address, perhaps with a port");
      }
    }
    while (in.next() != Kind.SEMICOLON) {
      if (in.is("port")) {
        port = port(in);
      } else if (in.is("key") || in.is("tls") || in.is("dscp")) {
        value(in, "a value");
      } else {
        throw in.expected("; or port or key");
      }
    }
    if (port.isEmpty()) {
      return address;
    }
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
  }

  private static String port(ConfigTokens in) {
    String port = value(in, "a port");
    if (!isPort(port)) {
      throw in.expected("a port, 1 to 65535");
    }
    return port;
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }

  private static String value(ConfigTokens in, String what) {
    Kind kind = in.next();
    if (kind != Kind.WORD && kind != Kind.STRING) {
      throw in.expected(what);
    }
    return in.text();
  }
}
