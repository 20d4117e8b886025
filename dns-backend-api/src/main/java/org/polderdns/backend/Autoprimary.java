package org.polderdns.backend;

/**
 * A nameserver whose NOTIFY for a zone that is not known makes that zone here. All is text as it was
 * given.
 *
 * @param ip its address
 * @param nameserver the name that the zone has it by
 * @param account the account of the zones made for it, empty for none
 */
public record Autoprimary(String ip, String nameserver, String account) {}
