/** From a question and a zone to an answer and its octets (RFC 1034 §4.3.2, RFC 2181 §9). */
package org.polderdns.zone.answer;
