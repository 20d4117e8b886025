/* udp_limit PORT: the limit of a UDP responder on this kernel. It sets QR in what it receives and
 * sends it back, up to 64 datagrams a system call. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define BATCH 64
#define LONGEST 4096

static uint8_t buffers[BATCH][LONGEST];
static struct sockaddr_in peers[BATCH];
static struct iovec vectors[BATCH];
static struct mmsghdr messages[BATCH];

static int bound_socket(int port) {
  int size = 4 << 20;
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (void *)&address, sizeof address) < 0) {
    perror("udp_limit: bind");
    exit(1);
  }
  return fd;
}

static void send_back(int fd, int count) {
  for (int i = 0; i < count; i++) {
    buffers[i][2] |= 0x80;
    vectors[i].iov_len = messages[i].msg_len;
  }
  for (int sent = 0; sent < count;) {
    int more = sendmmsg(fd, messages + sent, (unsigned)(count - sent), 0);
    if (more <= 0) {
      return;
    }
    sent += more;
  }
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: udp_limit PORT\n");
    return 2;
  }
  int fd = bound_socket(atoi(arguments[1]));
  for (int i = 0; i < BATCH; i++) {
    vectors[i].iov_base = buffers[i];
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    messages[i].msg_hdr.msg_name = &peers[i];
  }
  for (;;) {
    for (int i = 0; i < BATCH; i++) {
      vectors[i].iov_len = LONGEST;
      messages[i].msg_hdr.msg_namelen = sizeof peers[i];
    }
    int received = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL);
    if (received < 0 && errno != EINTR) {
      perror("udp_limit: recvmmsg");
      return 1;
    }
    send_back(fd, received);
  }
}
