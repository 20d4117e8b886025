/** Views of record types, one file each: the fields in wire order. */
package org.polderdns.records.rr;
