#include "questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

static int type_of(const char *text) {
  static const struct {
    const char *name;
    int value;
  } types[] = {{"A", 1},    {"NS", 2},    {"CNAME", 5}, {"SOA", 6}, {"MX", 15},
               {"TXT", 16}, {"AAAA", 28}, {"SRV", 33},  {"DS", 43}, {"DNSKEY", 48}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (strcasecmp(text, types[i].name) == 0) {
      return types[i].value;
    }
  }
  fprintf(stderr, "questions: unknown type %s\n", text);
  exit(2);
}

static uint8_t *put_name(uint8_t *at, const char *name) {
  while (*name && strcmp(name, ".") != 0) {
    const char *dot = strchr(name, '.');
    size_t length = dot ? (size_t)(dot - name) : strlen(name);
    if (length < 1 || length > 63) {
      fprintf(stderr, "questions: bad name at %s\n", name);
      exit(2);
    }
    *at++ = (uint8_t)length;
    memcpy(at, name, length);
    at += length;
    name += length + (dot ? 1 : 0);
  }
  *at++ = 0;
  return at;
}

static void make(struct question *question, const char *name, int type, bool dnssec) {
  static const uint8_t opt[] = {0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0x80, 0, 0, 0};
  uint8_t *octets = question->octets;
  memset(octets, 0, HEADER);
  octets[5] = 1;
  uint8_t *at = put_name(octets + HEADER, name);
  *at++ = (uint8_t)(type >> 8);
  *at++ = (uint8_t)type;
  *at++ = 0;
  *at++ = 1;
  if (dnssec) {
    octets[11] = 1;
    memcpy(at, opt, sizeof opt);
    at += sizeof opt;
  }
  question->length = (uint16_t)(at - octets);
  question->missing = name[0] == 'x' && octets[HEADER] >= 8;
}

struct questions questions_read(const char *file, bool dnssec) {
  struct questions read = {0};
  FILE *in = fopen(file, "r");
  if (!in) {
    perror(file);
    exit(2);
  }
  size_t room = 0;
  char line[400], name[256], type[16];
  while (fgets(line, sizeof line, in)) {
    if (sscanf(line, "%255s %15s", name, type) != 2) {
      continue;
    }
    if (read.count == room) {
      room = room ? room * 2 : 1024;
      read.list = realloc(read.list, room * sizeof *read.list);
    }
    make(&read.list[read.count++], name, type_of(type), dnssec);
  }
  fclose(in);
  if (read.count == 0) {
    fprintf(stderr, "questions: none in %s\n", file);
    exit(2);
  }
  return read;
}

const struct question *questions_take(struct questions *questions) {
  const struct question *taken = &questions->list[questions->next];
  questions->next = questions->next + 1 < questions->count ? questions->next + 1 : 0;
  return taken;
}

uint64_t chance(void) {
  static uint64_t state;
  if (state == 0) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    state = 88172645463325252ULL ^ (uint64_t)now.tv_nsec << 20 ^ (uint64_t)now.tv_sec << 3
        ^ (uint64_t)getpid();
  }
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

void question_make_unique(uint8_t *octets) {
  static const char digits[] = "0123456789abcdef";
  uint64_t number = chance();
  for (int i = 0; i < 7; i++) {
    octets[HEADER + 2 + i] = (uint8_t)digits[number & 15];
    number >>= 4;
  }
}
