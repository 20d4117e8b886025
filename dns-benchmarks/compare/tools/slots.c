#include "slots.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NXDOMAIN 3

void slots_open(struct socket_slots *socket_slots, int port, int size) {
  int octets = 4 << 20;
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &octets, sizeof octets);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, (void *)&address, sizeof address) < 0) {
    perror("connect");
    exit(1);
  }
  socket_slots->fd = fd;
  socket_slots->size = size;
  socket_slots->free_count = size;
  socket_slots->free = malloc((size_t)size * sizeof *socket_slots->free);
  socket_slots->slots = calloc((size_t)size, sizeof *socket_slots->slots);
  for (int i = 0; i < size; i++) {
    socket_slots->free[i] = (uint16_t)i;
  }
}

struct slot *slots_fill(struct socket_slots *socket, struct questions *questions, double now) {
  if (socket->free_count == 0) {
    return NULL;
  }
  int index = socket->free[--socket->free_count];
  struct slot *slot = &socket->slots[index];
  const struct question *question = questions_take(questions);
  memcpy(slot->octets, question->octets, question->length);
  if (question->missing) {
    question_make_unique(slot->octets);
  }
  slot->uses++;
  unsigned id = (unsigned)(index | slot->uses * socket->size) & 0xffff;
  slot->octets[0] = (uint8_t)(id >> 8);
  slot->octets[1] = (uint8_t)id;
  slot->length = question->length;
  slot->missing = question->missing;
  slot->sent = now;
  slot->waiting = true;
  return slot;
}

void slots_free(struct socket_slots *socket, struct slot *slot) {
  slot->waiting = false;
  socket->free[socket->free_count++] = (uint16_t)(slot - socket->slots);
}

/* Whether the reply has the question as it was asked, and the response code that is due. */
static bool right(const struct slot *slot, const uint8_t *reply, size_t length, bool echo) {
  size_t question = HEADER;
  while (slot->octets[question]) {
    question += slot->octets[question] + 1u;
  }
  question += 5;
  if (length < question || memcmp(reply + HEADER, slot->octets + HEADER, question - HEADER) != 0) {
    return false;
  }
  int rcode = reply[3] & 15;
  bool answers = reply[6] || reply[7];
  bool truncated = reply[2] & 2;
  return echo
      || (!truncated && (slot->missing ? rcode == NXDOMAIN && !answers : rcode == 0 && answers));
}

struct slot *slots_reply(struct socket_slots *socket, const uint8_t *reply, size_t length,
                         bool echo, struct counts *counts) {
  if (length < HEADER || !(reply[2] & 0x80)) {
    counts->stray++;
    return NULL;
  }
  struct slot *slot = &socket->slots[(reply[0] << 8 | reply[1]) & (socket->size - 1)];
  if (!slot->waiting || memcmp(reply, slot->octets, 2) != 0) {
    counts->stray++;
    return NULL;
  }
  slots_free(socket, slot);
  counts->received++;
  counts->octets += length;
  if (!right(slot, reply, length, echo)) {
    counts->wrong++;
  }
  return slot;
}

void slots_expire(struct socket_slots *socket, double before, struct counts *counts) {
  for (int i = 0; i < socket->size; i++) {
    struct slot *slot = &socket->slots[i];
    if (slot->waiting && slot->sent < before) {
      slots_free(socket, slot);
      counts->lost++;
    }
  }
}
