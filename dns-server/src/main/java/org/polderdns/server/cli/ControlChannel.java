package org.polderdns.server.cli;

import org.jspecify.annotations.Nullable;
import org.polderdns.server.config.SettingException;
import org.polderdns.server.control.ControlCommands;
import org.polderdns.server.control.ControlSocket;
import org.polderdns.server.net.BindException;

/** The control socket of a server, if its directory lets one be made. */
final class ControlChannel implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ControlChannel.class.getName());

  private final @Nullable ControlSocket socket; // null: there is none

  private ControlChannel(@Nullable ControlSocket socket) {
    this.socket = socket;
  }

  /**
   * Makes the socket. Where nobody has chosen the directory, a server runs without one if it has to.
   *
   * @throws BindException if it cannot be made in a directory that was chosen
   */
  static ControlChannel open(ControlDirectory directory, ControlCommands commands) {
    try {
      if (directory.own()) {
        ServerCommand.makeDirectory(directory.path());
      }
      ControlSocket socket = ControlSocket.open(directory.path(), commands);
      LOG.log(System.Logger.Level.INFO, "Listening on controlsocket in '" + socket.file() + "'");
      return new ControlChannel(socket);
    } catch (BindException | SettingException e) {
      if (directory.chosen()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, e.getMessage() + "; running without one");
      return new ControlChannel(null);
    }
  }

  @Override
  public void close() {
    ControlSocket open = socket;
    if (open != null) {
      open.close();
    }
  }
}
