/** What a message means and what is answered: the composition of the libraries for a question. */
package org.polderdns.server.query;
