/** The command line: one program under several names. */
package org.polderdns.server.cli;
