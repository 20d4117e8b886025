package org.polderdns.server.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A connected socket on which text is read and written within a time. For one thread. */
final class LineChannel implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;

  /**
   * @param channel is closed with this
   */
  LineChannel(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    this.selector = Selector.open();
    channel.register(selector, 0);
  }

  /**
   * Reads up to a line end, which is not part of the result, or to where the peer ends.
   *
   * @param most octets of a line; a longer one is an error
   */
  String readLine(int most, long millis) throws IOException {
    return read(most, millis, true);
  }

  /** Reads up to where the peer ends; more than {@code most} octets are an error. */
  String readAll(int most, long millis) throws IOException {
    return read(most, millis, false);
  }

  private String read(int most, long millis, boolean line) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (await(SelectionKey.OP_READ, end) && channel.read(buffer.clear()) >= 0) {
      for (buffer.flip(); buffer.hasRemaining(); ) {
        byte octet = buffer.get();
        if (line && octet == '\n') {
          return text.toString(StandardCharsets.UTF_8);
        }
        if (text.size() == most) {
          throw new IOException("more than " + most + " octets");
        }
        text.write(octet);
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  void write(String text, long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (octets.hasRemaining() && await(SelectionKey.OP_WRITE, end)) {
      channel.write(octets);
    }
  }

  /** True when the socket is ready; no other value is returned. */
  private boolean await(int operation, long end) throws IOException {
    SelectionKey key = channel.keyFor(selector);
    key.interestOps(operation);
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("the peer took too long");
      }
      selector.select(left);
      if (!selector.selectedKeys().isEmpty()) {
        selector.selectedKeys().clear();
        return true;
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
