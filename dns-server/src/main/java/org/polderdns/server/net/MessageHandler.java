package org.polderdns.server.net;

import java.util.List;

/** Turns messages into replies. */
public interface MessageHandler {
  /** What {@link Session#answer} returns when there is nothing to send. */
  int NO_REPLY = 0;

  /** What {@link Session#answer} returns when it would have to wait and must not. */
  int LATER = -1;

  /** Room for the longest reply. */
  int MAX_REPLY = 65535;

  /** A session for one thread, which keeps it for good; it owns its buffers. */
  Session newSession();

  /** Handles one message after the other. Not for use by several threads at once. */
  interface Session {
    /**
     * Tells of messages that {@link #answer} is going to be called with next, in this order, so that
     * what they need can be looked up together; those told of before are forgotten. They stay as they
     * are and where they are until the next call.
     *
     * @param bounds where each begins in {@code in}, and ends, in turn
     */
    default void expect(byte[] in, int[] bounds, int count) {}

    /**
     * Tells of messages that {@link #answer} is going to be called with next by a thread that may
     * wait, in this order, so that stores can be asked once for all of them. May wait; never fails.
     */
    default void expectWaiting(List<byte[]> messages) {}

    /**
     * Answers the message {@code in[from]} to {@code in[to - 1]} into {@code out} from {@code at}
     * on, where {@link #MAX_REPLY} octets are free.
     *
     * @param mayWait whether this thread may ask a store that blocks
     * @return the length of the reply, {@link #NO_REPLY}, or, only if {@code mayWait} is false,
     *     {@link #LATER}
     */
    int answer(
        byte[] in, int from, int to, boolean tcp, Peer client, boolean mayWait, byte[] out, int at);
  }
}
