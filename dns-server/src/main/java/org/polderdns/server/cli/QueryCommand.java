package org.polderdns.server.cli;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.polderdns.wire.EdnsOption;
import org.polderdns.wire.Flags;
import org.polderdns.wire.MessageWriter;
import org.polderdns.wire.Name;
import org.polderdns.wire.OctetWriter;
import org.polderdns.wire.Octets;
import org.polderdns.wire.PresentationFormatException;
import org.polderdns.wire.Rcode;
import org.polderdns.wire.RecordClass;
import org.polderdns.wire.RecordType;
import org.polderdns.wire.WireFormatException;

/**
 * {@code polder query NAME [TYPE] [CLASS] [@SERVER] [-p PORT] [+tcp] [+dnssec] ...}: asks one server
 * one question and prints the answer in the form that is known from dig.
 */
final class QueryCommand {
  private static final int TIMEOUT_MILLIS = 3000;
  private static final int TRIES = 2;
  private static final int PAYLOAD = 1232;

  /** Exit status when no server answered. */
  private static final int NO_ANSWER = 9;

  private Name name = Name.ROOT;
  private RecordType type = RecordType.A;
  private RecordClass rclass = RecordClass.IN;
  private String server = "";
  private int port = -1;
  private boolean named;
  private boolean tcp;
  private boolean ignoreTruncation;
  private boolean edns = true;
  private int payload = PAYLOAD;
  private boolean dnssec;
  private boolean nsid;
  private boolean recurse;
  private boolean brief;

  private QueryCommand() {}

  static int run(Console console, List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      console
          .out()
          .println(
              "Syntax: polder query NAME [TYPE] [CLASS] [@SERVER] [-p PORT] [+tcp] [+dnssec] [+nsid]"
                  + " [+noedns] [+bufsize=N] [+ignore] [+rec] [+short]");
      console
          .out()
          .println("\nWithout a server it is the one on this host: 127.0.0.1, port "
              + Configuration.OWN_PORT + ".");
      return 0;
    }
    QueryCommand command = new QueryCommand();
    command.parse(arguments);
    return command.ask(console);
  }

  private void parse(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith("@")) {
        server = word.substring(1);
      } else if (word.equals("-p")) {
        if (++i == arguments.size()) {
          throw new UsageException("-p needs a port");
        }
        port = number(arguments.get(i), 1, 65535);
      } else if (word.startsWith("+")) {
        option(word.substring(1));
      } else {
        word(word);
      }
    }
    if (!named) {
      throw new UsageException("query: no name to ask for");
    }
  }

  private void option(String option) {
    int equals = option.indexOf('=');
    String value = equals < 0 ? "" : option.substring(equals + 1);
    switch (equals < 0 ? option : option.substring(0, equals)) {
      case "tcp", "vc" -> tcp = true;
      case "notcp", "novc" -> tcp = false;
      case "ignore" -> ignoreTruncation = true;
      case "dnssec", "do" -> dnssec = true;
      case "nodnssec", "nodo" -> dnssec = false;
      case "edns" -> edns = true;
      case "noedns" -> edns = false;
      case "bufsize" -> payload = number(value, 0, 65535);
      case "nsid" -> nsid = true;
      case "rec", "recurse" -> recurse = true;
      case "norec", "norecurse" -> recurse = false;
      case "short" -> brief = true;
      default -> throw new UsageException("query: unknown option +" + option);
    }
  }

  private static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the complaint below
    }
    throw new UsageException(
        "expected a number from " + least + " to " + most + ", found '" + text + "'");
  }

  /** A name first; then types and classes by their words. */
  private void word(String word) {
    try {
      if (!named) {
        name = Name.parse(word);
        named = true;
        return;
      }
      switch (word.toUpperCase(Locale.ROOT)) {
        case "IN" -> rclass = RecordClass.IN;
        case "CH" -> rclass = RecordClass.CH;
        case "HS" -> rclass = RecordClass.HS;
        default -> type = RecordType.parse(word);
      }
    } catch (PresentationFormatException e) {
      throw new UsageException("query: " + e.getMessage());
    }
  }

  private int ask(Console console) {
    int toPort =
        port >= 0 ? port : server.isEmpty() ? Integer.parseInt(Configuration.OWN_PORT) : 53;
    InetSocketAddress address;
    try {
      String host = server.isEmpty() ? "127.0.0.1" : server;
      address = new InetSocketAddress(InetAddress.getByName(host), toPort);
    } catch (UnknownHostException e) {
      throw new CommandException("polder: query: no such server: " + server);
    }
    int id = ThreadLocalRandom.current().nextInt(65536);
    byte[] question = message(id);
    long start = System.nanoTime();
    try {
      boolean overTcp = tcp;
      byte[] reply = overTcp ? askTcp(address, question) : askUdp(address, question, id);
      boolean truncated = reply.length > 3 && (reply[2] & Flags.TC >> 8) != 0;
      if (truncated && !overTcp && !ignoreTruncation) {
        console.out().println(";; Truncated, asking again over TCP.");
        overTcp = true;
        reply = askTcp(address, question);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (brief) {
        ResponsePrinter.printShort(reply, console.out());
      } else {
        ResponsePrinter.print(reply, console.out());
        console.out().println(";; Query time: " + millis + " ms");
        console
            .out()
            .println(";; Server: " + address.getAddress().getHostAddress() + "#" + toPort
                + (overTcp ? " (TCP)" : " (UDP)"));
        console.out().println(";; Size: " + reply.length);
      }
      return 0;
    } catch (SocketTimeoutException e) {
      console
          .err()
          .println("polder: query: no answer from " + address + " within "
              + TIMEOUT_MILLIS * TRIES / 1000 + " s");
    } catch (IOException e) {
      console.err().println("polder: query: " + address + ": " + e.getMessage());
    } catch (WireFormatException e) {
      console.err().println("polder: query: the answer is malformed: " + e.getMessage());
    }
    return NO_ANSWER;
  }

  private byte[] message(int id) {
    MessageWriter writer = new MessageWriter(new OctetWriter(4096));
    writer.begin(id, 4096);
    writer.question(name, type, rclass);
    if (edns || dnssec || nsid) {
      writer.opt(payload, Rcode.NOERROR, dnssec);
      if (nsid) {
        writer.option(EdnsOption.NSID, Octets.EMPTY);
      }
    }
    writer.finish(recurse ? Flags.RD : 0, Rcode.NOERROR);
    return writer.octets().toArray();
  }

  private static byte[] askUdp(InetSocketAddress address, byte[] question, int id)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      byte[] buffer = new byte[65535];
      SocketTimeoutException late = new SocketTimeoutException();
      for (int i = 0; i < TRIES; i++) {
        socket.send(new DatagramPacket(question, question.length));
        long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        for (long left = TIMEOUT_MILLIS; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
          socket.setSoTimeout((int) left);
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          try {
            socket.receive(packet);
          } catch (SocketTimeoutException e) {
            late = e;
            break;
          }
          byte[] reply = java.util.Arrays.copyOf(buffer, packet.getLength());
          if (reply.length >= 12 && ((reply[0] & 0xff) << 8 | reply[1] & 0xff) == id) {
            return reply;
          }
        }
      }
      throw late;
    }
  }

  private static byte[] askTcp(InetSocketAddress address, byte[] question) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(address, TIMEOUT_MILLIS);
      byte[] framed = new byte[2 + question.length];
      framed[0] = (byte) (question.length >> 8);
      framed[1] = (byte) question.length;
      System.arraycopy(question, 0, framed, 2, question.length);
      socket.getOutputStream().write(framed);
      byte[] length = socket.getInputStream().readNBytes(2);
      int size = length.length < 2 ? -1 : (length[0] & 0xff) << 8 | length[1] & 0xff;
      byte[] reply = size < 0 ? length : socket.getInputStream().readNBytes(size);
      if (reply.length != size) {
        throw new IOException("the connection was closed without an answer");
      }
      return reply;
    }
  }
}
