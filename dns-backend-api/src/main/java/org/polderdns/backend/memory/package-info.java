/** The store that keeps everything in memory. */
package org.polderdns.backend.memory;
