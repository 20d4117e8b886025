/* udp_flood: sends a server on 127.0.0.1 what no honest client sends, and reads no reply.
 *
 *   udp_flood -p PORT -d FILE -l SECONDS [-r PACKETS A SECOND]
 *
 * Half of the packets are octets by chance, 0 to 511 of them; half are questions of FILE in which
 * some octets were changed, or the end cut off or made longer. Without -r as fast as it can.
 * Prints how many were sent. */
#define _GNU_SOURCE
#include "questions.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 32
#define LONGEST 512

static uint8_t packets[BATCH][LONGEST];
static struct iovec vectors[BATCH];
static struct mmsghdr messages[BATCH];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void fill(uint8_t *packet, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    packet[i] = (uint8_t)chance();
  }
}

static size_t by_chance(uint8_t *packet) {
  size_t length = chance() % LONGEST;
  fill(packet, 0, length);
  return length;
}

static size_t mutated(uint8_t *packet, const struct question *question) {
  size_t length = question->length;
  memcpy(packet, question->octets, length);
  fill(packet, 0, 2);
  for (uint64_t changes = chance() % 4; changes > 0; changes--) {
    packet[chance() % length] = (uint8_t)chance();
  }
  switch (chance() % 4) {
    case 0:
      return chance() % length;
    case 1: {
      size_t longer = length + chance() % (LONGEST - length);
      fill(packet, length, longer);
      return longer;
    }
    default:
      return length;
  }
}

int main(int count, char **arguments) {
  const char *file = NULL;
  int port = 0;
  double seconds = 5, rate = 0;
  for (int option; (option = getopt(count, arguments, "p:d:l:r:")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'd': file = optarg; break;
      case 'l': seconds = atof(optarg); break;
      case 'r': rate = atof(optarg); break;
      default: return 2;
    }
  }
  if (port == 0 || !file) {
    fprintf(stderr, "usage: udp_flood -p PORT -d FILE -l SECONDS [-r PACKETS A SECOND]\n");
    return 2;
  }
  struct questions questions = questions_read(file, false);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  for (int i = 0; i < BATCH; i++) {
    vectors[i].iov_base = packets[i];
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    messages[i].msg_hdr.msg_name = &address;
    messages[i].msg_hdr.msg_namelen = sizeof address;
  }
  double begin = now(), end = begin + seconds;
  double sent = 0;
  for (double at = begin; at < end; at = now()) {
    if (rate > 0 && sent >= (at - begin) * rate) {
      usleep(100);
      continue;
    }
    for (int i = 0; i < BATCH; i++) {
      vectors[i].iov_len = chance() & 1 ? by_chance(packets[i])
                                        : mutated(packets[i], questions_take(&questions));
    }
    int more = sendmmsg(fd, messages, BATCH, 0);
    sent += more > 0 ? more : 0;
  }
  printf("%.0f\n", sent);
  return 0;
}
