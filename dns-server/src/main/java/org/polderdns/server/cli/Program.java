package org.polderdns.server.cli;

/** The names that the program goes by, each of which makes it another one. */
enum Program {
  /** All of it, with an embedded store when nothing is configured. */
  POLDER("polder"),
  /** The server, with {@code pdns.conf}. */
  SERVER("pdns_server"),
  /** The verbs, with {@code pdns.conf}. */
  UTIL("pdnsutil"),
  /** Talks to a running server. */
  CONTROL("pdns_control"),
  /** Makes SQL of master files. */
  ZONE2SQL("zone2sql"),
  /** Makes JSON of master files. */
  ZONE2JSON("zone2json");

  private final String text;

  Program(String text) {
    this.text = text;
  }

  /** As it is called. */
  String text() {
    return text;
  }

  /** The program of a name; any unknown one is {@link #POLDER}. */
  static Program of(String name) {
    return switch (name) {
      case "pdns_server", "pdns-server" -> SERVER;
      case "pdnsutil", "pdnssec" -> UTIL;
      case "pdns_control", "pdns-control" -> CONTROL;
      case "zone2sql" -> ZONE2SQL;
      case "zone2json" -> ZONE2JSON;
      default -> POLDER;
    };
  }
}
