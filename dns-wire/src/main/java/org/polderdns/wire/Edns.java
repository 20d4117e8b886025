package org.polderdns.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the OPT record of a message says (RFC 6891 §6.1), but for the upper bits of the rcode, which
 * {@link Message#rcode} has.
 *
 * <pre>{@code
 * Edns edns = Edns.of(1232).withDnssecOk().with(EdnsOption.nsidRequest());
 * }</pre>
 *
 * @param payloadSize the longest UDP message taken, as it stands there, 0 to 65535; below 512
 *     counts as 512
 * @param version 0 to 255, of which 0 is the only one there is
 * @param flags 16 bits, of which {@link #DO} is the only one defined
 * @param options in order; unknown ones too
 */
public record Edns(int payloadSize, int version, int flags, List<EdnsOption> options) {
  /** DNSSEC OK (RFC 3225 §3). */
  public static final int DO = 0x8000;

  public Edns {
    if ((payloadSize & ~0xffff) != 0 || (version & ~0xff) != 0 || (flags & ~0xffff) != 0) {
      throw new IllegalArgumentException(
          "payload size " + payloadSize + ", version " + version + " or flags " + flags);
    }
    options = List.copyOf(options);
  }

  /** Version 0, DO clear, no options. */
  public static Edns of(int payloadSize) {
    return new Edns(payloadSize, 0, 0, List.of());
  }

  /**
   * Reads the options in an OPT record's RDATA.
   *
   * @param ttl the record's TTL field: version, flags, and rcode bits, which are left out
   * @throws WireFormatException if an option ends early
   */
  static Edns read(int payloadSize, long ttl, OctetReader rdata) {
    List<EdnsOption> options = new ArrayList<>(2);
    while (rdata.remaining() > 0) {
      int code = rdata.u16();
      options.add(new EdnsOption(code, rdata.octets(rdata.u16())));
    }
    return new Edns(payloadSize, (int) (ttl >> 16) & 0xff, (int) ttl & 0xffff, options);
  }

  public Edns withDnssecOk() {
    return new Edns(payloadSize, version, flags | DO, options);
  }

  public Edns with(EdnsOption option) {
    List<EdnsOption> more = new ArrayList<>(options);
    more.add(option);
    return new Edns(payloadSize, version, flags, more);
  }

  public boolean dnssecOk() {
    return (flags & DO) != 0;
  }

  /** The data of the first option of a code. */
  public Optional<Octets> option(int code) {
    for (EdnsOption option : options) {
      if (option.code() == code) {
        return Optional.of(option.data());
      }
    }
    return Optional.empty();
  }

  /** The server's identifier (RFC 5001), or empty octets where a client asks for it. */
  public Optional<Octets> nsid() {
    return option(EdnsOption.NSID);
  }

  /**
   * @throws WireFormatException as {@link ClientSubnet#read}
   */
  public Optional<ClientSubnet> clientSubnet() {
    return option(EdnsOption.CLIENT_SUBNET).map(ClientSubnet::read);
  }

  /**
   * @throws WireFormatException as {@link Cookie#read}
   */
  public Optional<Cookie> cookie() {
    return option(EdnsOption.COOKIE).map(Cookie::read);
  }

  /** All extended errors, of which there may be several (RFC 8914 §2). */
  public List<ExtendedError> extendedErrors() {
    return options.stream()
        .filter(option -> option.code() == EdnsOption.EXTENDED_ERROR)
        .map(option -> ExtendedError.read(option.data()))
        .toList();
  }

  /** Octets of the OPT record on the wire. */
  public int length() {
    int length = MessageWriter.OPT_LENGTH;
    for (EdnsOption option : options) {
      length += 4 + option.data().length();
    }
    return length;
  }
}
