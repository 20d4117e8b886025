/** What a store of DNS data provides, and how several are composed. */
package org.polderdns.backend;
