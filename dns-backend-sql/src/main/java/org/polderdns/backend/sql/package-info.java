/** Zones kept in a SQL database, in the tables that operators of PowerDNS have. */
package org.polderdns.backend.sql;
