package org.polderdns.server.net;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.polderdns.server.stats.Counters;

/** Batches from several sockets, which a selector waits for. */
final class SelectedBatches implements UdpPath {
  /** Batches of one socket before the others have their turn. */
  private static final int TURN = 64;

  private final Selector selector;
  private final BatchExchange exchange;
  private final List<BatchSocket> sockets = new ArrayList<>();

  /**
   * Takes over the channels of the selector.
   *
   * @throws IOException if their sockets are not to be found
   */
  SelectedBatches(UdpWorker worker, Counters counters, Selector selector) throws IOException {
    this.selector = selector;
    this.exchange = new BatchExchange(worker, counters);
    for (SelectionKey key : selector.keys()) {
      BatchSocket socket = new BatchSocket((DatagramChannel) key.channel());
      sockets.add(socket);
      key.attach(socket);
    }
  }

  @Override
  public boolean serve() throws IOException {
    return selector.select(this::drain) > 0;
  }

  private void drain(SelectionKey key) {
    BatchSocket socket = (BatchSocket) key.attachment();
    int turn = 0;
    while (turn < TURN && exchange.serve(socket, LinuxSockets.MSG_DONTWAIT)) {
      turn++;
    }
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void close() {
    sockets.forEach(BatchSocket::close);
  }
}
