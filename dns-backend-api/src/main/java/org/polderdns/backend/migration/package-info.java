/** Moves all that one store has into another. */
package org.polderdns.backend.migration;
