/** The store of zones in master files. */
package org.polderdns.backend.files;
