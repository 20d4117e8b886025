/** The nameserver: sockets, configuration, schedules and the command line around the libraries. */
package org.polderdns.server;
