package org.polderdns.server.net;

import java.util.Arrays;
import org.polderdns.server.stats.CounterLane;

/**
 * Messages in a stream of octets, each behind two octets of its length (RFC 1035 §4.2.2, RFC 7766
 * §8), and the replies to them in the same form. Of sockets nothing is known here: the octets of a
 * TLS session or of a QUIC stream (RFC 9250 §4.2) have the same form.
 *
 * <p>Holds the buffers that all streams of one thread share.
 */
final class FrameAnswerer {
  /** The longest message with its length. */
  static final int MAX_FRAME = 2 + 65535;

  /** Questions of one stream that may be in the pool at a time. */
  static final int MAX_WAITING = 100;

  /** Octets of replies that may be written before they have to be sent. */
  static final int OUT_LENGTH = 4 * MAX_FRAME;

  private static final int HEADER_LENGTH = 12;

  /** Octets received: part of a message from before, and what one read may bring. */
  final byte[] in = new byte[2 * MAX_FRAME];

  private final byte[] out = new byte[OUT_LENGTH];
  private int written;

  private final MessageHandler.Session session;
  private final CounterLane counters;
  private final int maxQuestions;

  /**
   * Buffers without content.
   *
   * @param maxQuestions of one stream; 0 for any number
   */
  FrameAnswerer(MessageHandler.Session session, CounterLane counters, int maxQuestions) {
    this.session = session;
    this.counters = counters;
    this.maxQuestions = maxQuestions;
  }

  /** Whether the stream has not asked all that it may. */
  boolean mayAsk(MessageStream stream) {
    return maxQuestions == 0 || stream.questions < maxQuestions;
  }

  /** Whether there is no room for one more reply. */
  boolean isFull() {
    return out.length - written < MAX_FRAME;
  }

  int written() {
    return written;
  }

  byte[] out() {
    return out;
  }

  /** Forgets the replies written. */
  void clear() {
    written = 0;
  }

  /**
   * Answers the whole messages of {@code in[from]} to {@code in[to - 1]}, behind the replies
   * written before, for as long as there is room and the stream may ask.
   *
   * @return behind the last message that was dealt with
   */
  int answer(MessageStream stream, int from, int to) {
    int at = from;
    while (to - at >= 2 && mayAsk(stream)) {
      int size = (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
      if (size < HEADER_LENGTH) {
        stream.broken = true;
        break;
      }
      if (to - at - 2 < size || stream.waiting >= MAX_WAITING || isFull()) {
        break;
      }
      answerOne(stream, at + 2, size);
      at += 2 + size;
    }
    return at;
  }

  private void answerOne(MessageStream stream, int from, int size) {
    stream.questions++;
    counters.countQuestion(true, stream.ip6);
    int length = session.answer(in, from, from + size, true, stream, false, out, written + 2);
    if (length > 0) {
      endFrame(stream, length);
    } else if (length == MessageHandler.LATER
        && stream.offer(Arrays.copyOfRange(in, from, from + size))) {
      stream.waiting++;
    }
  }

  /** Writes a reply that was waited for behind the others; there has to be room. */
  void add(MessageStream stream, byte[] reply) {
    System.arraycopy(reply, 0, out, written + 2, reply.length);
    endFrame(stream, reply.length);
  }

  private void endFrame(MessageStream stream, int length) {
    counters.countAnswer(true, stream.ip6, length);
    out[written] = (byte) (length >> 8);
    out[written + 1] = (byte) length;
    written += 2 + length;
  }

  /** Whether the octets begin with a whole message, or with a length that no message has. */
  static boolean startsWithWhole(OctetQueue octets) {
    if (octets.length() < 2) {
      return false;
    }
    int size = octets.at(0) << 8 | octets.at(1);
    return size < HEADER_LENGTH || octets.length() - 2 >= size;
  }
}
