/** Sockets: messages in, replies out, over UDP and TCP. What a message means is not known here. */
package org.polderdns.server.net;
