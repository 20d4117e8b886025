/* Questions read from a file of lines "name TYPE", as ready DNS messages. */
#ifndef QUESTIONS_H
#define QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HEADER 12
#define LONGEST_QUESTION 320

struct question {
  uint16_t length;
  bool missing; /* the first label begins with x: no such name is in any zone */
  uint8_t octets[LONGEST_QUESTION];
};

struct questions {
  struct question *list;
  size_t count;
  size_t next;
};

/* Reads a file; with dnssec every message carries EDNS with DO and a payload of 1232 octets.
 * Ends the program if the file cannot be read or holds nothing. */
struct questions questions_read(const char *file, bool dnssec);

/* The next message, over and over. */
const struct question *questions_take(struct questions *questions);

/* Gives a missing name seven hexadecimal digits by chance, so that no name is asked twice. */
void question_make_unique(uint8_t *octets);

/* A number by chance; another series in every run. */
uint64_t chance(void);

#endif
