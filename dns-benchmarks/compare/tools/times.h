/* How long replies took: all of a run, and the 99th percentile of each tenth of a second, so that one
 * standstill of the machine can be told from what a server does all the time. */
#ifndef TIMES_H
#define TIMES_H

#include <stdint.h>

/* Forgets all, and begins the first tenth of a second at this time in seconds. */
void times_clear(double now);

/* Adds a reply that came at this time and took so many seconds. */
void times_add(double now, double seconds);

/* Microseconds that this share of all replies took at most. */
uint64_t times_percentile(double share);

/* The median of the 99th percentiles of each tenth of a second, in microseconds. */
uint64_t times_usual_p99(void);

#endif
