#include "times.h"

#include <string.h>

#define MICROSECONDS 2000000 /* the longest time told apart */
#define WINDOW 0.1           /* seconds */
#define FINE 2048            /* microseconds told apart in a window */
#define COARSE 64            /* and beyond these, in steps */
#define STEPS (FINE + MICROSECONDS / COARSE + 1)

static uint32_t times[MICROSECONDS + 1]; /* replies by microseconds waited */
static uint32_t window[STEPS];           /* the same of one window, by steps */
static uint32_t window_replies;
static int window_highest;           /* step in use */
static double window_end;            /* seconds */
static uint32_t windows[MICROSECONDS + 1]; /* windows by their 99th percentile */

static uint64_t share_of(const uint32_t *counts, int size, double share) {
  uint64_t all = 0, seen = 0;
  for (int i = 0; i < size; i++) {
    all += counts[i];
  }
  for (int i = 0; i < size; i++) {
    seen += counts[i];
    if (seen > 0 && (double)seen >= share * (double)all) {
      return (uint64_t)i;
    }
  }
  return 0;
}

static void end_window(double now) {
  if (window_replies > 0) {
    uint64_t step = share_of(window, window_highest + 1, 0.99);
    windows[step < FINE ? step : FINE + (step - FINE) * COARSE]++;
    memset(window, 0, ((size_t)window_highest + 1) * sizeof *window);
  }
  window_replies = 0;
  window_highest = 0;
  window_end = now + WINDOW;
}

void times_clear(double now) {
  memset(times, 0, sizeof times);
  memset(windows, 0, sizeof windows);
  memset(window, 0, sizeof window);
  window_replies = 0;
  end_window(now);
}

void times_add(double now, double seconds) {
  double waited = seconds * 1e6;
  int at = waited < 0 ? 0 : waited < MICROSECONDS ? (int)waited : MICROSECONDS;
  int step = at < FINE ? at : FINE + (at - FINE) / COARSE;
  if (now >= window_end) {
    end_window(now);
  }
  times[at]++;
  window[step]++;
  window_replies++;
  if (step > window_highest) {
    window_highest = step;
  }
}

uint64_t times_percentile(double share) {
  return share_of(times, MICROSECONDS + 1, share);
}

uint64_t times_usual_p99(void) {
  return share_of(windows, MICROSECONDS + 1, 0.5);
}
