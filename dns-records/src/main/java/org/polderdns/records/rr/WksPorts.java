package org.polderdns.records.rr;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.polderdns.records.FieldKind;
import org.polderdns.records.Json;
import org.polderdns.records.Mnemonics;
import org.polderdns.records.OctetBuilder;
import org.polderdns.records.Tokenizer;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetReader;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.WireFormatException;

/** WKS's bitmap of ports, up to 8192 octets; numbers or words in text (RFC 1035 §3.4.2). */
final class WksPorts implements FieldKind<Octets> {
  static final WksPorts KIND = new WksPorts();

  private static final int MAX_LENGTH = 8192;

  /** Read, never written: those of RFC 1010 that are still heard of, and the web's. */
  private static final Mnemonics SERVICES = Mnemonics.read(
      "7 echo 9 discard 11 systat 13 daytime 17 qotd 19 chargen 20 ftp-data 21 ftp 22 ssh"
          + " 23 telnet 25 smtp 37 time 42 nameserver 43 nicname 43 whois 53 domain 67 bootps"
          + " 68 bootpc 69 tftp 70 gopher 79 finger 80 http 88 kerberos 101 hostname 109 pop2"
          + " 110 pop3 111 sunrpc 113 auth 117 uucp-path 119 nntp 123 ntp 137 netbios-ns"
          + " 138 netbios-dgm 139 netbios-ssn 143 imap2 143 imap 161 snmp 179 bgp 194 irc"
          + " 389 ldap 443 https");

  private WksPorts() {}

  @Override
  public Octets read(OctetReader in) {
    if (in.remaining() > MAX_LENGTH) {
      throw new WireFormatException("bitmap of " + in.remaining() + " octets, at most 8192");
    }
    return in.rest();
  }

  @Override
  public void write(Octets value, OctetBuilder out) {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("bitmap of " + value.length() + " octets, at most 8192");
    }
    out.octets(value);
  }

  private static Octets bitmap(List<Integer> ports) {
    byte[] bits = new byte[ports.stream().mapToInt(port -> port / 8 + 1).max().orElse(0)];
    for (int port : ports) {
      bits[port / 8] |= (byte) (0x80 >> (port & 7));
    }
    return Octets.wrap(bits);
  }

  private static List<Long> ports(Octets bitmap) {
    List<Long> ports = new ArrayList<>();
    for (int port = 0; port < 8 * bitmap.length(); port++) {
      if ((bitmap.at(port / 8) & 0x80 >> (port & 7)) != 0) {
        ports.add((long) port);
      }
    }
    return ports;
  }

  @Override
  public Octets parse(Tokenizer in, Name origin) {
    List<Integer> ports = new ArrayList<>();
    while (in.hasMore()) {
      String word = FieldKind.word(in, "a port");
      int port = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : SERVICES.number(word);
      if (port < 0 || port > 65535) {
        throw new PresentationFormatException("expected a port, found \"" + word + '"');
      }
      ports.add(port);
    }
    return bitmap(ports);
  }

  @Override
  public void print(Octets value, StringBuilder out) {
    String separator = "";
    for (long port : ports(value)) {
      out.append(separator).append(port);
      separator = " ";
    }
  }

  @Override
  public Object toJson(Octets value) {
    return ports(value);
  }

  @Override
  public Octets fromJson(Object json) {
    return bitmap(Json.list(json).stream().map(e -> (int) Json.number(e, 65535)).toList());
  }

  @Override
  public Octets random(RandomGenerator random) {
    List<Integer> ports = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      ports.add(random.nextInt(random.nextBoolean() ? 1024 : 65536));
    }
    return bitmap(ports);
  }
}
