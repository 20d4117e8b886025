package org.polderdns.dnssec.validate;

import java.util.Optional;
import org.polderdns.wire.Message;
import org.polderdns.wire.Question;

/**
 * Where a validator gets the DS and DNSKEY records from that lead to an answer's zone: a cache, and
 * a resolver behind it. What it gives is trusted in nothing.
 */
@FunctionalInterface
public interface AnswerSource {
  /**
   * The answer to a question with DO set: for DS that of the zone above the name (RFC 4035 §3.1.4.1),
   * for DNSKEY that of the zone itself; empty if there is none to be had.
   */
  Optional<Message> ask(Question question);
}
