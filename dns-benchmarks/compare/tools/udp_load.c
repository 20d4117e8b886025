/* udp_load: asks a server on 127.0.0.1 by UDP, many questions a system call, and checks replies.
 *
 *   udp_load -p PORT -d FILE -l SECONDS [-w WARM-UP] [-q WINDOW | -r RATE] [-D] [-e]
 *
 * FILE has lines "name TYPE"; a first label that begins with x gets digits by chance each time.
 * -q: so many questions outstanding at all times, so that the server is never idle (default 128).
 * -r: so many questions a second, at times by chance (Poisson), whether replies come or not; a
 *     reply's time counts from when the question was due to when the kernel had the reply. When
 *     this program itself was held up for over a millisecond, what was due meanwhile is not asked:
 *     the server is not to blame for it. "skipped" says how many seconds in all.
 * -D: with DO.  -e: the server only echoes.
 *
 * "dropped" are the replies that came and found no room in this program's sockets. "usual_p99" is the
 * median of the 99th percentiles of each tenth of a second.
 *
 * Prints START after the warm-up, TICK after each second, END, and then a line of JSON. Questions
 * leave by UDP_SEGMENT when the window is full of them, for this program must cost less than the
 * server; the server gets single datagrams all the same. */
#define _GNU_SOURCE
#include "slots.h"
#include "times.h"

#include <math.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef SO_MEMINFO
#define SO_MEMINFO 55
#endif
#define DROPS 8 /* the place of that number in what SO_MEMINFO gives */
#define SOCKETS 8
#define BATCH 64
#define LONGEST_REPLY 4096
#define LOST_AFTER 1.0     /* seconds */
#define HELD_UP 0.001      /* seconds */

static struct socket_slots sockets[SOCKETS];
static struct questions questions;
static struct counts counts;
static uint8_t replies[BATCH][LONGEST_REPLY];
static struct iovec vectors[BATCH];
static struct mmsghdr messages[BATCH];
static char stamps[BATCH][CMSG_SPACE(sizeof(struct timespec))];
static bool echo;

static double seconds_of(struct timespec time) {
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The kernel's stamps are by this clock too. */
static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return seconds_of(time);
}

/* When the kernel had a message, or a time given if it does not tell. */
static double arrival(struct msghdr *message, double otherwise) {
  struct cmsghdr *control = CMSG_FIRSTHDR(message);
  if (!control || control->cmsg_type != SCM_TIMESTAMPNS) {
    return otherwise;
  }
  struct timespec time;
  memcpy(&time, CMSG_DATA(control), sizeof time);
  return seconds_of(time);
}

/* Replies that found no room in the sockets. */
static uint64_t dropped(void) {
  uint64_t count = 0;
  for (int i = 0; i < SOCKETS; i++) {
    uint32_t memory[DROPS + 1] = {0};
    socklen_t length = sizeof memory;
    getsockopt(sockets[i].fd, SOL_SOCKET, SO_MEMINFO, memory, &length);
    count += memory[DROPS];
  }
  return count;
}

static int receive(struct socket_slots *socket, bool stamped) {
  for (int i = 0; i < BATCH; i++) {
    messages[i].msg_hdr.msg_controllen = stamped ? sizeof stamps[i] : 0;
  }
  int received = recvmmsg(socket->fd, messages, BATCH, MSG_DONTWAIT, NULL);
  double at = now();
  for (int i = 0; i < received; i++) {
    struct slot *slot = slots_reply(socket, replies[i], messages[i].msg_len, echo, &counts);
    if (slot) {
      times_add(at, arrival(&messages[i].msg_hdr, at) - slot->sent);
    }
  }
  return received;
}

/* Sends messages of one length as segments of one; returns whether that was done. */
static bool send_segments(int fd, struct slot **slots, int count) {
  static uint8_t joined[BATCH * LONGEST_QUESTION];
  uint16_t length = slots[0]->length;
  for (int i = 0; i < count; i++) {
    memcpy(joined + i * length, slots[i]->octets, length);
  }
  struct iovec vector = {joined, (size_t)count * length};
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof length)] = {0};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (count > 1) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *segment = CMSG_FIRSTHDR(&message);
    segment->cmsg_level = IPPROTO_UDP;
    segment->cmsg_type = UDP_SEGMENT;
    segment->cmsg_len = CMSG_LEN(sizeof length);
    memcpy(CMSG_DATA(segment), &length, sizeof length);
  }
  return sendmsg(fd, &message, 0) >= 0;
}

/* Sends filled slots, those of one length together. */
static void send_all(struct socket_slots *socket, struct slot **slots, int count) {
  for (int from = 0; from < count;) {
    int to = from + 1;
    while (to < count && slots[to]->length == slots[from]->length) {
      to++;
    }
    bool sent = send_segments(socket->fd, slots + from, to - from);
    for (int i = from; i < to; i++) {
      if (sent) {
        counts.sent++;
      } else {
        slots_free(socket, slots[i]);
      }
    }
    from = to;
  }
}

/* Fills what is free once a quarter of the window is, or the server has nothing to do. */
static void keep_window_full(struct socket_slots *socket, bool idle) {
  struct slot *slots[BATCH];
  int count = 0;
  if (socket->free_count < socket->size / 4 && !idle) {
    return;
  }
  double at = now();
  while (count < BATCH && (slots[count] = slots_fill(socket, &questions, at)) != NULL) {
    count++;
  }
  send_all(socket, slots, count);
}

static double gap(double rate) {
  return -log(((double)(chance() >> 11) + 1) / 9007199254740993.0) / rate;
}

/* Sends what is due on one socket; returns when the next question is. */
static double keep_rate(struct socket_slots *socket, double due, double rate) {
  struct slot *slots[BATCH];
  int count = 0;
  double at = now();
  while (count < BATCH && due <= at) {
    slots[count] = slots_fill(socket, &questions, due);
    if (!slots[count]) {
      break;
    }
    count++;
    due += gap(rate);
  }
  send_all(socket, slots, count);
  return due;
}

static int outstanding(void) {
  int count = 0;
  for (int i = 0; i < SOCKETS; i++) {
    count += sockets[i].size - sockets[i].free_count;
  }
  return count;
}

static void report(double seconds, double skipped, uint64_t unread) {
  printf("END\n{\"seconds\":%.3f,\"sent\":%lu,\"received\":%lu,\"lost\":%lu,\"wrong\":%lu,"
         "\"stray\":%lu,\"octets\":%lu,\"dropped\":%lu,\"skipped\":%.3f,",
         seconds, counts.sent, counts.received, counts.lost, counts.wrong, counts.stray,
         counts.received ? counts.octets / counts.received : 0, unread, skipped);
  printf("\"p50\":%lu,\"p99\":%lu,\"p999\":%lu,\"max\":%lu,\"usual_p99\":%lu}\n",
         times_percentile(0.5), times_percentile(0.99), times_percentile(0.999),
         times_percentile(1), times_usual_p99());
}

/* Waits for what is under way, and counts what does not come. */
static void finish(void) {
  for (double end = now() + LOST_AFTER; outstanding() > 0 && now() < end;) {
    for (int i = 0; i < SOCKETS; i++) {
      receive(&sockets[i], true);
    }
  }
  counts.lost += (uint64_t)outstanding();
}

static void expire(double before) {
  for (int i = 0; i < SOCKETS; i++) {
    slots_expire(&sockets[i], before, &counts);
  }
}

static void run(double seconds, double warm_up, double rate) {
  double begin = now() + warm_up, due = now(), checked = due, tick = begin, last = due;
  double skipped = 0;
  uint64_t dropped_before = 0;
  bool started = false;
  for (int turn = 0;; turn = (turn + 1) % SOCKETS) {
    double at = now();
    if (!started && at >= begin) {
      started = true;
      begin = tick = last = at;
      counts = (struct counts){0};
      times_clear(at);
      skipped = 0;
      dropped_before = dropped();
      puts("START");
    }
    if (started && at >= tick + 1) {
      tick += 1;
      printf("TICK %lu\n", counts.received);
    }
    if (started && at >= begin + seconds) {
      break;
    }
    if (rate > 0 && at > last + HELD_UP && due < at) {
      skipped += at - due;
      due = at;
    }
    last = at;
    struct socket_slots *socket = &sockets[turn];
    int received = receive(socket, rate > 0);
    if (rate > 0) {
      due = keep_rate(socket, due, rate);
    } else {
      keep_window_full(socket, received <= 0);
    }
    if (at > checked + 0.05) {
      checked = at;
      expire(at - LOST_AFTER);
    }
  }
  double took = now() - begin;
  if (rate > 0) {
    finish();
  }
  report(took, skipped, dropped() - dropped_before);
}

static int power_of_two(int atLeast) {
  int power = 1;
  while (power < atLeast) {
    power *= 2;
  }
  return power;
}

int main(int count, char **arguments) {
  const char *file = NULL;
  int port = 0, window = 128;
  double seconds = 5, warm_up = 0, rate = 0;
  bool dnssec = false;
  for (int option; (option = getopt(count, arguments, "p:d:l:w:q:r:De")) != -1;) {
    switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'd': file = optarg; break;
      case 'l': seconds = atof(optarg); break;
      case 'w': warm_up = atof(optarg); break;
      case 'q': window = atoi(optarg); break;
      case 'r': rate = atof(optarg); break;
      case 'D': dnssec = true; break;
      case 'e': echo = true; break;
      default: return 2;
    }
  }
  if (port == 0 || !file) {
    fprintf(stderr, "usage: udp_load -p PORT -d FILE -l SECONDS [-w WARM-UP] [-q WINDOW | -r RATE]"
                    " [-D] [-e]\n");
    return 2;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  questions = questions_read(file, dnssec);
  questions.next = chance() % questions.count;
  for (int i = 0; i < SOCKETS; i++) {
    slots_open(&sockets[i], port, rate > 0 ? 4096 : power_of_two(window / SOCKETS));
  }
  for (int i = 0; i < BATCH; i++) {
    vectors[i] = (struct iovec){replies[i], LONGEST_REPLY};
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    messages[i].msg_hdr.msg_control = stamps[i];
  }
  for (int i = 0, on = 1; i < SOCKETS && rate > 0; i++) {
    setsockopt(sockets[i].fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  }
  run(seconds, warm_up, rate);
  return 0;
}
