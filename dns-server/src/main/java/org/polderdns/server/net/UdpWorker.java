package org.polderdns.server.net;

import org.polderdns.server.stats.BurstLog;
import org.polderdns.server.stats.Counter;
import org.polderdns.server.stats.CounterLane;
import org.polderdns.server.stats.Counters;

/** What a thread that receives datagrams has of its own, whichever way they come. */
final class UdpWorker {
  private static final BurstLog LOG = new BurstLog(System.getLogger(UdpTransport.class.getName()));

  /** Octets for questions that are looked at before their turn. */
  static final int AHEAD = 32768;

  /** Where the questions are: room for one of any length, and for some short ones before it. */
  final byte[] in = new byte[AHEAD + 65536];

  /** Where the reply is. */
  final byte[] out = new byte[MessageHandler.MAX_REPLY];

  final CounterLane lane;
  final StorePool pool;
  private final MessageHandler.Session session;

  UdpWorker(MessageHandler handler, StorePool pool, Counters counters) {
    this.session = handler.newSession();
    this.pool = pool;
    this.lane = counters.newLane();
  }

  /** As {@link MessageHandler.Session#expect}. */
  void expect(int[] bounds, int count) {
    session.expect(in, bounds, count);
  }

  /** As {@link MessageHandler.Session#answer}; counts the question, and throws nothing. */
  int answer(int from, int length, Peer client, boolean ip6) {
    lane.countQuestion(false, ip6);
    try {
      return session.answer(in, from, from + length, false, client, false, out, 0);
    } catch (Throwable e) {
      failed("event=handler-failed peer=" + client.address(), e);
      return MessageHandler.NO_REPLY;
    }
  }

  /** Counts and logs what should not have happened; the thread goes on. */
  void failed(String event, Throwable error) {
    lane.count(Counter.HANDLING_ERRORS);
    LOG.error(event, error);
  }
}
