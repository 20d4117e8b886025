package org.polderdns.backend.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the tables are asked and told. Each is a setting {@code <instance>-<suffix>} whose value is
 * a SQL statement that operators may put in the place of the default; the order of its parameters
 * and the order of its result columns are what statements of old count on.
 */
enum Query {
  // Look-ups
  BASIC("basic-query", "qtype qname", Columns.RECORD, "Records of a name and type, in any zone"),
  ID("id-query", "qtype qname domain_id", Columns.RECORD, "Records of a name and type in a zone"),
  ANY("any-query", "qname", Columns.RECORD, "All records of a name, in any zone"),
  ANY_ID("any-id-query", "qname domain_id", Columns.RECORD, "All records of a name in a zone"),
  API_ID(
      "api-id-query",
      "include_disabled qtype qname domain_id",
      Columns.RECORD,
      "Records of a name and type in a zone, disabled ones too if asked for"),
  API_ANY_ID(
      "api-any-id-query",
      "include_disabled qname domain_id",
      Columns.RECORD,
      "All records of a name in a zone, disabled ones too if asked for"),
  LIST(
      "list-query",
      "include_disabled domain_id",
      Columns.RECORD + " ordername",
      "All records of a zone by name and type, disabled ones too if asked for"),
  LIST_SUBZONE(
      "list-subzone-query",
      "zone wildzone domain_id",
      Columns.RECORD,
      "All records of a zone at and below a name"),
  SEARCH_RECORDS(
      "search-records-query",
      "value value2 limit",
      Columns.RECORD,
      "Records whose name or content is like a pattern"),

  // Empty non-terminals and order
  REMOVE_EMPTY_NON_TERMINALS(
      "remove-empty-non-terminals-from-zone-query",
      "domain_id",
      "",
      "Deletes the rows of all empty non-terminals of a zone"),
  DELETE_EMPTY_NON_TERMINAL(
      "delete-empty-non-terminal-query",
      "domain_id qname",
      "",
      "Deletes the row of an empty non-terminal"),
  INSERT_EMPTY_NON_TERMINAL(
      "insert-empty-non-terminal-order-query",
      "domain_id qname ordername auth",
      "",
      "Adds the row of an empty non-terminal"),
  ORDER_FIRST("get-order-first-query", "domain_id", "ordername", "The first ordername of a zone"),
  ORDER_BEFORE(
      "get-order-before-query",
      "ordername domain_id",
      "ordername name",
      "The greatest ordername not over a given one"),
  ORDER_AFTER(
      "get-order-after-query",
      "ordername domain_id",
      "ordername",
      "The least ordername over a given one"),
  ORDER_LAST("get-order-last-query", "domain_id", "ordername name", "The last ordername of a zone"),
  UPDATE_ORDER(
      "update-ordername-and-auth-query",
      "ordername auth domain_id qname",
      "",
      "Sets ordername and auth of a name"),
  UPDATE_ORDER_OF_TYPE(
      "update-ordername-and-auth-type-query",
      "ordername auth domain_id qname qtype",
      "",
      "Sets ordername and auth of a name and type"),
  NULLIFY_ORDER(
      "nullify-ordername-and-update-auth-query",
      "auth domain_id qname",
      "",
      "Sets auth of a name and takes its ordername away"),
  NULLIFY_ORDER_OF_TYPE(
      "nullify-ordername-and-update-auth-type-query",
      "auth domain_id qname qtype",
      "",
      "Sets auth of a name and type and takes the ordername away"),

  // Zones
  INFO_ZONE(
      "info-zone-query",
      "domain",
      "id name master last_check notified_serial type options catalog account",
      "A zone by its name"),
  ALL_ZONES(
      "get-all-domains-query",
      "include_disabled",
      "id name content type master notified_serial last_check account catalog",
      "All zones with the content of their SOA, disabled ones too if asked for"),
  SECONDARIES(
      "info-all-secondaries-query",
      "",
      "id name type master last_check content",
      "All secondary zones with the content of their SOA"),
  PRIMARIES(
      "info-all-primary-query",
      "",
      "id name type notified_serial options catalog content",
      "All primary zones with the content of their SOA"),
  PRODUCER_MEMBERS(
      "info-producer-members-query",
      "catalog",
      "id name type options",
      "The members of a catalog zone of ours"),
  CONSUMER_MEMBERS(
      "info-consumer-members-query",
      "catalog",
      "id name type options master",
      "The members of a catalog zone of another"),
  INSERT_ZONE("insert-zone-query", "type domain primaries account", "", "Adds a zone"),
  UPDATE_PRIMARY("update-primary-query", "master domain", "", "Sets the primaries of a zone"),
  UPDATE_KIND("update-kind-query", "kind domain", "", "Sets the kind of a zone"),
  UPDATE_OPTIONS("update-options-query", "options domain", "", "Sets the options of a zone"),
  UPDATE_CATALOG("update-catalog-query", "catalog domain", "", "Sets the catalog of a zone"),
  UPDATE_ACCOUNT("update-account-query", "account domain", "", "Sets the account of a zone"),
  UPDATE_SERIAL(
      "update-serial-query", "serial domain_id", "", "Sets the serial last notified of a zone"),
  UPDATE_LAST_CHECK(
      "update-lastcheck-query", "last_check domain_id", "", "Sets the last check of a zone"),
  DELETE_DOMAIN("delete-domain-query", "domain", "", "Deletes a zone, but not its records"),
  DELETE_ZONE("delete-zone-query", "domain_id", "", "Deletes all records of a zone"),
  DELETE_RRSET(
      "delete-rrset-query", "domain_id qname qtype", "", "Deletes the records of a name and type"),
  DELETE_NAMES("delete-names-query", "domain_id qname", "", "Deletes the records of a name"),
  INSERT_RECORD(
      "insert-record-query",
      "content ttl priority qtype domain_id disabled qname ordername auth",
      "",
      "Adds a record"),

  // Autoprimaries
  AUTOPRIMARY(
      "autoprimary-query", "ip nameserver", "account", "The account of an autoprimary, if known"),
  AUTOPRIMARY_NAME_TO_IPS(
      "autoprimary-name-to-ips",
      "nameserver account",
      "ip account",
      "The addresses of an autoprimary"),
  AUTOPRIMARY_ADD("autoprimary-add", "ip nameserver account", "", "Adds an autoprimary"),
  AUTOPRIMARY_REMOVE("autoprimary-remove", "ip nameserver", "", "Deletes an autoprimary"),
  AUTOPRIMARIES("list-autoprimaries", "", "ip nameserver account", "All autoprimaries"),

  // Metadata and keys
  ALL_METADATA("get-all-domain-metadata-query", "domain", "kind content", "All metadata of a zone"),
  METADATA("get-domain-metadata-query", "domain kind", "content", "Metadata of a zone and kind"),
  SET_METADATA("set-domain-metadata-query", "kind content domain", "", "Adds a value of metadata"),
  CLEAR_METADATA(
      "clear-domain-metadata-query", "domain kind", "", "Deletes the metadata of a kind"),
  CLEAR_ALL_METADATA(
      "clear-domain-all-metadata-query", "domain", "", "Deletes all metadata of a zone"),
  ADD_KEY(
      "add-domain-key-query", "flags active published content domain", "", "Adds a key to a zone"),
  LAST_KEY_ID("get-last-inserted-key-id-query", "", "id", "The id of the key just added"),
  KEYS(
      "list-domain-keys-query",
      "domain",
      "id flags active published content",
      "The keys of a zone"),
  ACTIVATE_KEY("activate-domain-key-query", "domain key_id", "", "Makes a key active"),
  DEACTIVATE_KEY("deactivate-domain-key-query", "domain key_id", "", "Makes a key inactive"),
  PUBLISH_KEY("publish-domain-key-query", "domain key_id", "", "Makes a key published"),
  UNPUBLISH_KEY("unpublish-domain-key-query", "domain key_id", "", "Makes a key not published"),
  REMOVE_KEY("remove-domain-key-query", "domain key_id", "", "Deletes a key"),
  CLEAR_KEYS("clear-domain-all-keys-query", "domain", "", "Deletes all keys of a zone"),

  // TSIG keys
  TSIG_KEY("get-tsig-key-query", "key_name", "algorithm secret", "TSIG keys of a name"),
  SET_TSIG_KEY(
      "set-tsig-key-query", "key_name algorithm content", "", "Adds or replaces a TSIG key"),
  DELETE_TSIG_KEY("delete-tsig-key-query", "key_name", "", "Deletes the TSIG keys of a name"),
  TSIG_KEYS("get-tsig-keys-query", "", "name algorithm secret", "All TSIG keys"),

  // Comments
  COMMENTS("list-comments-query", "domain_id", Columns.COMMENT, "All comments of a zone"),
  INSERT_COMMENT(
      "insert-comment-query",
      "domain_id qname qtype modified_at account content",
      "",
      "Adds a comment"),
  DELETE_COMMENTS_OF_RRSET(
      "delete-comment-rrset-query",
      "domain_id qname qtype",
      "",
      "Deletes the comments of a name and type"),
  DELETE_COMMENTS("delete-comments-query", "domain_id", "", "Deletes all comments of a zone"),
  SEARCH_COMMENTS(
      "search-comments-query",
      "value value2 limit",
      Columns.COMMENT,
      "Comments whose name or text is like a pattern");

  /** Columns that several have. */
  private static final class Columns {
    static final String RECORD = "content ttl prio type domain_id disabled name auth";
    static final String COMMENT = "domain_id name type modified_at account comment";
  }

  private final String suffix;
  private final List<String> parameters;
  private final List<String> columns;
  private final String help;

  Query(String suffix, String parameters, String columns, String help) {
    this.suffix = suffix;
    this.parameters = words(parameters);
    this.columns = words(columns);
    this.help = help;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** What the setting's name has after the instance's: {@code basic-query}. */
  String suffix() {
    return suffix;
  }

  /** The names of the parameters, in their order. */
  List<String> parameters() {
    return parameters;
  }

  /** The columns of the result, in their order; none for statements that change something. */
  List<String> columns() {
    return columns;
  }

  /** How many columns statements have at least that were written for PowerDNS 4.7. */
  int leastColumns() {
    return switch (this) {
      case ALL_ZONES -> columns.size() - 1; // no catalog
      case PRODUCER_MEMBERS, CONSUMER_MEMBERS -> columns.size() - 1; // no type
      default -> columns.size();
    };
  }

  /** The table it is of, if databases may lack that; otherwise empty. */
  String optionalTable() {
    return switch (this) {
      case AUTOPRIMARY,
          AUTOPRIMARY_NAME_TO_IPS,
          AUTOPRIMARY_ADD,
          AUTOPRIMARY_REMOVE,
          AUTOPRIMARIES -> "supermasters";
      case ADD_KEY,
          LAST_KEY_ID,
          KEYS,
          ACTIVATE_KEY,
          DEACTIVATE_KEY,
          PUBLISH_KEY,
          UNPUBLISH_KEY,
          REMOVE_KEY,
          CLEAR_KEYS -> "cryptokeys";
      case TSIG_KEY, SET_TSIG_KEY, DELETE_TSIG_KEY, TSIG_KEYS -> "tsigkeys";
      case COMMENTS, INSERT_COMMENT, DELETE_COMMENTS_OF_RRSET, DELETE_COMMENTS, SEARCH_COMMENTS ->
        "comments";
      default -> "";
    };
  }

  /** Whether a value that it is given may be told to nobody. */
  boolean hasSecret() {
    return this == ADD_KEY || this == SET_TSIG_KEY;
  }

  /** One line for the operator, without a full stop. */
  String help() {
    return help;
  }

  static Optional<Query> find(String suffix) {
    return Arrays.stream(values()).filter(query -> query.suffix.equals(suffix)).findFirst();
  }
}
