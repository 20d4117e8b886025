package org.polderdns.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polderdns.server.net.BindException;

class ControlSocketTest {
  @TempDir
  Path directory;

  private ControlSocket open() {
    return ControlSocket.open(directory, line -> "you said '" + line + "'");
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("pdns.controlsocket")));
  }

  private static String readAll(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    try {
      while (channel.read(buffer) >= 0) {}
    } catch (IOException e) {
      return "reset";
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  @Test
  void lineGetsItsReplyAndTheEnd() throws IOException {
    try (ControlSocket socket = open()) {
      assertThat(socket.file()).isEqualTo(directory.resolve("pdns.controlsocket"));
      assertThat(ControlClient.run(directory, "show  uptime")).isEqualTo("you said 'show  uptime'");
    }
  }

  @Test
  void lineMayComeInPiecesAndWithoutItsEnd() throws Exception {
    try (ControlSocket socket = open();
        SocketChannel channel = connect()) {
      for (byte octet : "rping".getBytes(StandardCharsets.UTF_8)) {
        channel.write(ByteBuffer.wrap(new byte[] {octet}));
      }
      channel.shutdownOutput();
      assertThat(readAll(channel)).isEqualTo("you said 'rping'");
      assertThat(socket.file()).exists();
    }
  }

  @Test
  void onlyTheFirstLineCounts() throws IOException {
    try (ControlSocket socket = open();
        SocketChannel channel = connect()) {
      channel.write(ByteBuffer.wrap("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(readAll(channel)).isIn("you said 'one'", "reset");
      assertThat(socket.file()).exists();
    }
  }

  @Test
  void endlessLineAndManyIdlePeersHarmNobody() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try (ControlSocket socket = open()) {
      try (SocketChannel channel = connect()) {
        ByteBuffer octets = ByteBuffer.allocate(4096);
        assertThatThrownBy(() -> {
              while (true) {
                channel.write(octets.clear());
              }
            })
            .isInstanceOf(IOException.class);
      }
      for (int i = 0; i < ControlSocket.MAX_CONNECTIONS; i++) {
        idle.add(connect());
      }
      try (SocketChannel one = connect()) {
        assertThat(readAll(one)).isIn("", "reset");
      }
      for (SocketChannel channel : idle) {
        channel.close();
      }
      String reply = "";
      for (int tries = 0; reply.isEmpty() && tries < 1000; tries++) {
        try {
          reply = ControlClient.run(directory, "again");
        } catch (IOException e) {
          Thread.onSpinWait(); // those before are not quite gone
        }
      }
      assertThat(reply).isEqualTo("you said 'again'");
      assertThat(socket.file()).exists();
    }
  }

  @Test
  void socketIsForItsUserAloneAndGoesWithTheServer() throws IOException {
    try (ControlSocket socket = open()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.file())))
          .isEqualTo("rw-------");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void socketThatWasLeftBehindIsReplacedAndOneInUseIsNot() throws IOException {
    Path file = directory.resolve("pdns.controlsocket");
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(file));
      assertThatThrownBy(this::open)
          .isInstanceOf(BindException.class)
          .hasMessage(
              "Unable to bind to control socket '" + file + "': another server listens on it");
    }
    assertThat(file).exists();
    try (ControlSocket socket = open()) {
      assertThat(ControlClient.run(directory, "x")).isEqualTo("you said 'x'");
      assertThat(socket.file()).isEqualTo(file);
    }
  }

  @Test
  void directoryThatIsNotThereIsNamed() {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> ControlSocket.open(absent, line -> line))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(absent.toString());
  }
}
