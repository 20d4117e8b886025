package org.polderdns.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server that has no file descriptor left. */
@EnabledOnOs(OS.LINUX)
class TcpDescriptorsTest extends TcpTest {
  private static final int DESCRIPTORS = 200;

  private InetSocketAddress startProcess() throws IOException {
    Process process = new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n " + DESCRIPTORS + "; exec \"$0\" -XX:+UseSerialGC -cp \"$1\" \"$2\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"),
            EchoProcess.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    open.add(process::destroyForcibly);
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(reader.readLine()));
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    socket.setSoTimeout(20_000);
    socket.connect(address);
    return socket;
  }

  @Test
  void goesOnWithTheConnectionsItHasAndTakesMoreWhenItCan() throws IOException {
    InetSocketAddress address = startProcess();
    Socket first = connect(address);
    first.getOutputStream().write(frame(message(1, 'D'), message(2, 'L')));
    assertThat(id(receive(first))).isEqualTo(1);
    assertThat(id(receive(first))).isEqualTo(2);
    List<Socket> others = new ArrayList<>();
    for (int i = 0; i < 2 * DESCRIPTORS; i++) {
      others.add(connect(address)); // the kernel takes them
      others.get(i).getOutputStream().write(frame(message(i, 'D')));
    }
    assertThat(id(receive(others.get(0)))).isZero();
    for (int i = 0; i < 100; i++) {
      first.getOutputStream().write(frame(message(i, 'D')));
      assertThat(id(receive(first))).isEqualTo(i);
    }
    Socket last = others.get(others.size() - 1);
    assertThat(last.getInputStream().available()).isZero();
    for (Socket other : others.subList(0, others.size() - 1)) {
      other.close();
    }
    assertThat(id(receive(last))).isEqualTo(others.size() - 1);
  }

  @Test
  void sendsItsFirstReplyWhenNoDescriptorIsLeft() throws IOException {
    InetSocketAddress address = startProcess();
    Socket first = connect(address);
    for (int i = 0; i < 2 * DESCRIPTORS; i++) {
      connect(address);
    }
    first.getOutputStream().write(frame(message(1, 'D')));
    assertThat(id(receive(first))).isEqualTo(1);
  }
}
