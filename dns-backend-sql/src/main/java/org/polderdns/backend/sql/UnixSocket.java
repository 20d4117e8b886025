package org.polderdns.backend.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connected socket of the file system that looks like one of TCP to a driver. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // what is shared here is safe without
final class UnixSocket extends Socket {
  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private volatile int timeout; // milliseconds, 0 for none

  UnixSocket(UnixDomainSocketAddress address) throws IOException {
    this.channel = SocketChannel.open(address);
    this.readable = Selector.open();
    this.writable = Selector.open();
    channel.configureBlocking(false);
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
  }

  @Override
  public void connect(SocketAddress endpoint, int milliseconds) {
    // connected from the start
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void setSoTimeout(int milliseconds) {
    timeout = milliseconds;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // nothing is delayed here
  }

  @Override
  public void setKeepAlive(boolean on) {
    // the other end is on this machine
  }

  @Override
  public void setSendBufferSize(int size) {
    // the kernel's own
  }

  @Override
  public void setReceiveBufferSize(int size) {
    // the kernel's own
  }

  @Override
  public int getSendBufferSize() {
    return 1 << 16;
  }

  @Override
  public int getReceiveBufferSize() {
    return 1 << 16;
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    readable.close();
    writable.close();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(octets, offset, length);
      int count = channel.read(buffer);
      while (count == 0 && length > 0) {
        readable.select(timeout);
        boolean arrived = !readable.selectedKeys().isEmpty();
        readable.selectedKeys().clear();
        count = channel.read(buffer);
        if (count == 0 && !arrived && timeout > 0) {
          throw new SocketTimeoutException("no answer for " + timeout + " milliseconds");
        }
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(octets, offset, length);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          writable.select();
          writable.selectedKeys().clear();
        }
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }
}
