package org.polderdns.server.net;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of the file descriptor under a channel, which the JDK does not tell: the one whose
 * value of an option follows what is set through the channel. It is valid while the channel is open.
 */
final class SocketDescriptor {
  private final int number;

  private SocketDescriptor(int number) {
    this.number = number;
  }

  /** Finds it. The option used has its former value afterwards. */
  static SocketDescriptor of(NetworkChannel channel) throws IOException {
    return channel instanceof DatagramChannel
        ? find(channel, StandardSocketOptions.SO_BROADCAST, LinuxSockets.SO_BROADCAST)
        : find(channel, StandardSocketOptions.SO_REUSEADDR, LinuxSockets.SO_REUSEADDR);
  }

  // One search at a time: another one of the same kind would look alike.
  private static synchronized SocketDescriptor find(
      NetworkChannel channel, SocketOption<Boolean> option, int number) throws IOException {
    String[] names = new File("/proc/self/fd").list();
    if (names == null) {
      throw new IOException("cannot read /proc/self/fd");
    }
    List<SocketDescriptor> candidates = new ArrayList<>();
    for (String name : names) {
      candidates.add(new SocketDescriptor(Integer.parseInt(name)));
    }
    boolean before = channel.getOption(option);
    keep(candidates, number, before);
    channel.setOption(option, !before);
    keep(candidates, number, !before);
    channel.setOption(option, before);
    keep(candidates, number, before);
    if (candidates.size() != 1) {
      throw new IOException("file descriptors that can be the socket's: " + candidates.size());
    }
    return candidates.get(0);
  }

  private static void keep(List<SocketDescriptor> candidates, int option, boolean value) {
    int wanted = value ? 1 : 0;
    candidates.removeIf(candidate -> candidate.option(LinuxSockets.SOL_SOCKET, option) != wanted);
  }

  int number() {
    return number;
  }

  /** The value of an option that is an int, -1 if it has none. */
  int option(int level, int option) {
    try (Memory memory = new Memory(8)) {
      memory.setInt(0, 0);
      memory.setInt(4, 4);
      long at = Pointer.nativeValue(memory);
      int result = LinuxSockets.getsockopt(number, level, option, at, at + 4);
      return result < 0 ? -1 : memory.getInt(0);
    }
  }

  /** Sets an option that is an int. Returns whether that could be. */
  boolean setOption(int level, int option, int value) {
    try (Memory memory = new Memory(4)) {
      memory.setInt(0, value);
      long at = Pointer.nativeValue(memory);
      return LinuxSockets.setsockopt(number, level, option, at, 4) == 0;
    }
  }
}
