/** Domain names, the DNS message, EDNS and TSIG: octets to values and back (RFC 1035, RFC 6891). */
module org.polderdns.wire {
  exports org.polderdns.wire;

  requires static org.jspecify;
}
