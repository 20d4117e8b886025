/** The control channel: commands of operators to a running server. */
package org.polderdns.server.control;
