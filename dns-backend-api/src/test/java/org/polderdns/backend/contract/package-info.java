/** What every store must do; a store's own test extends {@code StoreContract}. */
package org.polderdns.backend.contract;
