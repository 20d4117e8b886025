/** Keys, signing, denial of existence and validation (RFC 4033, RFC 4034, RFC 4035, RFC 5155). */
module org.polderdns.dnssec {
  requires transitive org.polderdns.zone;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  exports org.polderdns.dnssec;
  exports org.polderdns.dnssec.key;
  exports org.polderdns.dnssec.online;
  exports org.polderdns.dnssec.sign;
  exports org.polderdns.dnssec.validate;
  exports org.polderdns.dnssec.zone;
}
