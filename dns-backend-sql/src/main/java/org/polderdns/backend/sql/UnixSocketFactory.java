package org.polderdns.backend.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import javax.net.SocketFactory;

/**
 * Gives a JDBC driver a socket of the file system in place of one of TCP. Drivers make it by name,
 * which is why it is public.
 */
public final class UnixSocketFactory extends SocketFactory {
  private final UnixDomainSocketAddress address;

  /**
   * @param path the path of the socket
   */
  public UnixSocketFactory(String path) {
    this.address = UnixDomainSocketAddress.of(path);
  }

  @Override
  public Socket createSocket() throws IOException {
    return new UnixSocket(address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return createSocket();
  }
}
