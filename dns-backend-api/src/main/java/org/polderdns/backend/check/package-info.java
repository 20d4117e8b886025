/** Tries whether a store keeps what it is given. */
package org.polderdns.backend.check;
