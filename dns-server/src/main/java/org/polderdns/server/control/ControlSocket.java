package org.polderdns.server.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.polderdns.server.net.BindException;

/**
 * The Unix-domain socket {@code pdns.controlsocket}: whoever connects sends one line, a command,
 * and gets the reply up to the end of the connection. Only the user whose server it is, and root,
 * can connect.
 *
 * <p>Few connections at once, each within a time, on threads of their own: answering questions never
 * depends on it.
 */
public final class ControlSocket implements AutoCloseable {
  /** The name of the socket in its directory. */
  public static final String FILE = "pdns.controlsocket";

  static final int MAX_CONNECTIONS = 16;
  static final int MAX_LINE = 65536;
  static final long MILLIS = 10_000;

  private static final System.Logger LOG = System.getLogger(ControlSocket.class.getName());

  private final Path file;
  private final ServerSocketChannel channel;
  private final UnaryOperator<String> commands;
  private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);

  private ControlSocket(Path file, ServerSocketChannel channel, UnaryOperator<String> commands) {
    this.file = file;
    this.channel = channel;
    this.commands = commands;
  }

  /**
   * Makes the socket in a directory that exists. One that a server left behind is removed.
   *
   * @param commands from a line to the reply; called by several threads
   * @throws BindException if it cannot be made, or another server listens on it
   */
  public static ControlSocket open(Path directory, UnaryOperator<String> commands) {
    Path file = directory.resolve(FILE);
    try {
      if (Files.exists(file)) {
        if (isAnswered(file)) {
          throw new BindException(
              "Unable to bind to control socket '" + file + "': another server listens on it");
        }
        Files.delete(file);
      }
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.bind(UnixDomainSocketAddress.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      ControlSocket socket = new ControlSocket(file, channel, commands);
      start(socket::accept, "polder-control");
      return socket;
    } catch (IOException | UnsupportedOperationException e) {
      throw new BindException("Unable to bind to control socket '" + file + "': " + e.getMessage());
    }
  }

  private static boolean isAnswered(Path file) throws IOException {
    try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      return peer.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The socket. */
  public Path file() {
    return file;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel peer = channel.accept();
        if (connections.tryAcquire()) {
          start(() -> serve(peer), "polder-control-peer");
        } else {
          peer.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "event=control-accept-failed error=" + e);
        pause();
      }
    }
  }

  /** So that an error that stays, as of no more files, does not take a processor. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel peer) {
    try (LineChannel line = new LineChannel(peer)) {
      line.write(commands.apply(line.readLine(MAX_LINE, MILLIS)), MILLIS);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "event=control-peer-failed error=" + e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "event=control-command-failed error=" + e, e);
    } finally {
      connections.release();
    }
  }

  /** Takes no more commands, waits a while for the replies under way, and removes the socket. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
      if (!connections.tryAcquire(MAX_CONNECTIONS, 2, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.DEBUG, "event=control-peers-left");
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "event=control-close-failed error=" + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
