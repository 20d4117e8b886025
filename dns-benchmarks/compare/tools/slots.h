/* The questions outstanding on one UDP socket, and what came of them.
 *
 * The low bits of a message's ID name a slot, the high bits count how often the slot was used: so
 * a late reply to a question given up is not taken for that to the next. */
#ifndef SLOTS_H
#define SLOTS_H

#include "questions.h"

struct counts {
  uint64_t sent, received, lost, stray, wrong, octets;
};

struct slot {
  double sent; /* seconds */
  uint16_t length;
  uint16_t uses;
  bool waiting;
  bool missing;
  uint8_t octets[LONGEST_QUESTION];
};

struct socket_slots {
  int fd;
  int size; /* a power of two */
  int free_count;
  uint16_t *free;
  struct slot *slots;
};

/* Connects a socket to 127.0.0.1 with room for so many questions. */
void slots_open(struct socket_slots *socket, int port, int size);

/* Takes a free slot and puts the next question into it; NULL when none is free. */
struct slot *slots_fill(struct socket_slots *socket, struct questions *questions, double now);

/* Gives a slot back whose question was not sent, or is waited for no longer. */
void slots_free(struct socket_slots *socket, struct slot *slot);

/* Finds the slot that a reply is for, checks it and frees the slot; NULL for no such question.
 * With echo any reply to the question is right: it is that of a responder without zones. */
struct slot *slots_reply(struct socket_slots *socket, const uint8_t *reply, size_t length,
                         bool echo, struct counts *counts);

/* Gives up what was sent before this time. */
void slots_expire(struct socket_slots *socket, double before, struct counts *counts);

#endif
