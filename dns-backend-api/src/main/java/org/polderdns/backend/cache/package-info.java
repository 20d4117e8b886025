/** What caches of this project keep their entries in. */
package org.polderdns.backend.cache;
