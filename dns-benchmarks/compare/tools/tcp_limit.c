/* tcp_limit PORT: the limit of a TCP responder on this kernel. One epoll loop sets QR in every
 * whole message of a read and sends them back in one write. UDP is answered too, as the sign of
 * being ready. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ 65536
#define EVENTS 256

struct connection {
  int fd;
  size_t filled;
  uint8_t octets[2 * READ];
};

static const int on = 1;

static int bound_socket(int type, int port) {
  int fd = socket(AF_INET, type | SOCK_NONBLOCK, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (void *)&address, sizeof address) < 0) {
    perror("tcp_limit: bind");
    exit(1);
  }
  return fd;
}

static void watch(int poll, struct connection *connection, int fd) {
  connection->fd = fd;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

static void echo_datagram(int fd) {
  uint8_t octets[4096];
  struct sockaddr_in peer;
  socklen_t length = sizeof peer;
  ssize_t received = recvfrom(fd, octets, sizeof octets, 0, (void *)&peer, &length);
  if (received >= 12) {
    octets[2] |= 0x80;
    sendto(fd, octets, (size_t)received, 0, (void *)&peer, length);
  }
}

static void accept_connection(int poll, int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(poll, calloc(1, sizeof(struct connection)), fd);
  }
}

/* Answers the whole messages; returns how many octets they had. */
static size_t answer(struct connection *connection) {
  size_t at = 0;
  uint8_t *octets = connection->octets;
  while (at + 2 <= connection->filled) {
    size_t length = (size_t)(octets[at] << 8 | octets[at + 1]);
    if (at + 2 + length > connection->filled) {
      break;
    }
    if (length >= 12) {
      octets[at + 4] |= 0x80;
    }
    at += 2 + length;
  }
  return at;
}

static void serve(struct connection *connection) {
  ssize_t got = read(connection->fd, connection->octets + connection->filled, READ);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) {
      close(connection->fd);
      free(connection);
    }
    return;
  }
  connection->filled += (size_t)got;
  size_t whole = answer(connection);
  for (size_t sent = 0; sent < whole;) {
    ssize_t more = write(connection->fd, connection->octets + sent, whole - sent);
    if (more > 0) {
      sent += (size_t)more;
    } else if (errno != EAGAIN) {
      break;
    }
  }
  connection->filled -= whole;
  memmove(connection->octets, connection->octets + whole, connection->filled);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: tcp_limit PORT\n");
    return 2;
  }
  int port = atoi(arguments[1]);
  static struct connection listener, datagrams;
  int poll = epoll_create1(0);
  watch(poll, &datagrams, bound_socket(SOCK_DGRAM, port));
  watch(poll, &listener, bound_socket(SOCK_STREAM, port));
  listen(listener.fd, 512);
  struct epoll_event ready[EVENTS];
  for (;;) {
    int found = epoll_wait(poll, ready, EVENTS, -1);
    for (int i = 0; i < found; i++) {
      struct connection *connection = ready[i].data.ptr;
      if (connection == &datagrams) {
        echo_datagram(connection->fd);
      } else if (connection == &listener) {
        accept_connection(poll, connection->fd);
      } else {
        serve(connection);
      }
    }
  }
}
