"""Keeps servers busy for long: with reloads going on, and ours with hostile packets beside.

Started by ../soak.sh. The good questions must all be answered, and rightly; the pauses of the JVM are
those that its own log shows.
"""

import argparse
import collections
import os
import re
import statistics
import subprocess
import sys
import threading
import time

import load
import options
import processes
from answers import exchange
from servers import Knot, Polder, Running
from workloads import Workload

LONGEST_PAUSE = 5.0  # milliseconds
QUESTIONS = Workload("soak", "", "big", "half")
MOST_GROWTH = 64  # MiB, in a flood


class Reloads(threading.Thread):
    """Puts a new version of the zone's file in place, waits until it is served, and again."""

    def __init__(self, running, pause):
        super().__init__(daemon=True)
        self.running = running
        self.pause = pause
        self.ended = threading.Event()
        self.count = 0
        self.missed = 0
        self.seconds = []  # from each new file until it was served
        with open(running.zones[0][1], encoding="ascii") as f:
            self.text = f.read()

    def run(self):
        serial = 2026010101
        while not self.ended.wait(self.pause):
            serial += 1
            path = self.running.zones[0][1]
            with open(path + ".new", "w", encoding="ascii") as f:
                f.write(self.text.replace("2026010101", str(serial), 1))
            os.rename(path + ".new", path)
            begin = time.monotonic()
            self.running.server.reload(self.running)
            if self._served(serial):
                self.count += 1
                self.seconds.append(time.monotonic() - begin)
            elif not self.ended.is_set():
                self.missed += 1

    def _served(self, serial):
        question = b"\x12\x34" + bytes(10) + b"\3big\7example\0\0\6\0\1"
        question = question[:5] + b"\1" + question[6:]
        for _ in range(300):
            try:
                if serial.to_bytes(4, "big") in exchange(question, self.running.port, tcp=False):
                    return True
            except OSError:
                pass
            if self.ended.wait(0.1):
                break
        return False


class CopiedZones:
    """The zones of a set, in files of their own that may be changed."""

    def __init__(self, zones, directory):
        self.zones = zones
        self.directory = directory
        os.makedirs(directory, exist_ok=True)

    def path(self, *names):
        return self.zones.path(*names)

    def of(self, zone_set):
        copies = []
        for origin, file in self.zones.of(zone_set):
            copy = os.path.join(self.directory, os.path.basename(file))
            with open(file, encoding="ascii") as source, open(copy, "w", encoding="ascii") as f:
                f.write(source.read())
            copies.append((origin, copy))
        return copies


def pauses(log, began):
    """Milliseconds of every safepoint since a moment in the JVM's log, and what it was for.

    From when threads are told to stop until they may go on. The log's total has more in it: until
    the JVM's own thread gets the processor back, which those that answer took from it.
    """
    found = []
    with open(log, encoding="utf-8") as f:
        for line in f:
            match = re.match(r'\[([\d.]+)s.*Safepoint "(\w+)".*Reaching safepoint:\s+(\d+) ns'
                             r'.*At safepoint:\s+(\d+) ns', line)
            if match and float(match.group(1)) >= began:
                stopped = int(match.group(3)) + int(match.group(4))
                found.append((stopped / 1e6, match.group(2)))
    return sorted(found, reverse=True)


def soak(bench, server, seconds, share, pause):
    """Reloads under load. Returns what went wrong."""
    log = os.path.join(bench.work, "soak.log")
    if server.ours:
        server.java_options += f" -Xlog:gc*,safepoint:file={log}:uptime"
        server.settings += "bind-check-interval=1"
    running = Running(server, "big", bench, cores=bench.server_cores)
    reloads = Reloads(running, pause)
    try:
        load.udp(bench, running, QUESTIONS, bench.warm_up)
        full = load.udp(bench, running, QUESTIONS, 3)
        rate = full.questions_a_second * share
        began = jvm_uptime(running) if server.ours else 0
        before = processes.threads(processes.family(running.process.pid))
        begin = time.monotonic()
        reloads.start()
        stolen = processes.stolen_seconds()
        result = load.udp(bench, running, QUESTIONS, seconds, rate=rate)
        took = time.monotonic() - begin
        stolen = processes.stolen_seconds() - stolen
        reloads.ended.set()
        after = processes.threads(processes.family(running.process.pid))
        memory = running.memory()
    finally:
        reloads.ended.set()
        running.stop()
    bench.say(f"{server.version()}\n"
              f"{took:.0f} s at {rate:.0f} questions/s ({share:.0%} of full load), "
              f"{reloads.count} reloads of 100,005 records, each served after "
              f"{statistics.median(reloads.seconds or [0]):.2f} s (median)")
    say_answers(bench, result, memory, stolen)
    say_threads(bench, before, after, took)
    errors = []
    if result.lost or result.wrong:
        errors.append(f"{server.name}: {result.lost} replies lost, {result.wrong} wrong")
    if reloads.missed or not reloads.count:
        errors.append(f"{server.name}: {reloads.missed} new versions were not served, "
                      f"{reloads.count} were")
    return errors + (judge_pauses(bench, log, began) if server.ours else [])


def jvm_uptime(running):
    """Seconds since the JVM began, as its log counts them, roughly."""
    with open(f"/proc/{running.process.pid}/stat", encoding="utf-8") as f:
        began = int(f.read().rsplit(")", 1)[1].split()[19]) / processes.TICKS
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began


def say_answers(bench, result, memory, stolen):
    bench.say(f"answers: p50 {result.p50} µs, p99 {result.p99} µs (usually {result.usual_p99}), "
              f"p99.9 {result.p999} µs, longest {result.longest / 1000:.1f} ms, "
              f"CPU {result.cpu:.2f} µs\n"
              f"lost {result.lost}, wrong {result.wrong}; {result.dropped_questions} questions found "
              f"no room in the server's sockets, {result.dropped_replies} replies none in the "
              f"client's; the client was held up for {result.skipped:.3f} s; the host took "
              f"{stolen:.2f} s of the cores\n"
              f"memory: PSS {memory[0]:.0f} MiB, RSS {memory[1]:.0f} MiB")


def say_threads(bench, before, after, seconds):
    """Which threads the time went to; those with the same name but for a number count together."""
    used = collections.Counter()
    for key, cpu in after.items():
        used[re.sub(r"[ #.]*\d+$", "", key[1])] += cpu - before.get(key, 0)
    bench.say("share of a core: " + ", ".join(
        f"{name} {cpu / seconds:.2%}" for name, cpu in used.most_common(8)))


def judge_pauses(bench, log, began):
    """Says how long the JVM stood still since a moment, and what is wrong with that."""
    long = pauses(log, began)
    bench.say(f"JVM: {len(long)} safepoints, longest "
              + ", ".join(f"{ms:.2f} ms {why}" for ms, why in long[:5]))
    over = sum(ms > LONGEST_PAUSE for ms, _ in long)
    return [f"{over} pauses longer than {LONGEST_PAUSE:g} ms"] if over else []


def flood(bench, server, seconds, rate):
    """Hostile packets at a rate, 0 for as fast as they go, beside 5,000 good questions a second."""
    running = Running(server, "big", bench, cores=bench.server_cores)
    try:
        load.udp(bench, running, QUESTIONS, bench.warm_up)
        before = running.memory()[1]
        command = [bench.tool("udp_flood"), "-p", str(running.port), "-l", str(seconds + 2),
                   "-d", bench.zones.path("half.questions"), "-r", str(rate)]
        with subprocess.Popen(processes.pinned(str(bench.client), command), text=True,
                              stdout=subprocess.PIPE) as hostile:
            result = load.udp(bench, running, QUESTIONS, seconds, rate=5000, warm_up=1)
            packets = int(hostile.communicate()[0])
        after = running.memory()[1]
        calm = load.udp(bench, running, QUESTIONS, 3)
    finally:
        running.stop()
    asked = 5000 * seconds
    bench.say(f"flood of {packets / (seconds + 2):.0f} packets/s beside 5000 questions/s: "
              f"lost {result.lost / asked:.2%}, wrong {result.wrong}, p50 {result.p50} µs, "
              f"p99 {result.p99} µs; RSS {before:.0f} to {after:.0f} MiB; "
              f"{calm.questions_a_second:.0f} questions/s after it")
    errors = []
    if result.wrong or calm.wrong or calm.lost:
        errors.append(f"{result.wrong} wrong replies in the flood, {calm.wrong} after it, "
                      f"{calm.lost} lost after it")
    if rate and result.lost:
        errors.append(f"{result.lost} good questions lost though the server could keep up")
    if after > before + MOST_GROWTH:
        errors.append(f"grew by {after - before:.0f} MiB in a flood")
    return errors


def arguments():
    parser = argparse.ArgumentParser(prog="soak.sh", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="of load with reloads")
    parser.add_argument("--peer", type=float, default=60, help="seconds of the same with Knot")
    parser.add_argument("--share", type=float, default=0.5, help="of full load")
    parser.add_argument("--pause", type=float, default=5, help="seconds between reloads")
    parser.add_argument("--flood", type=float, default=20, help="seconds of each flood")
    parser.add_argument("--java-options", default="", help="more of them, as a collector")
    parser.add_argument("--server-cores", default="0",
                        help="0, or 0,1 to reload on the core that makes the load")
    parser.add_argument("--warm-up", type=float, default=8)
    options.add_to(parser)
    return parser.parse_args()


def main():
    chosen = arguments()
    processes.end_in_order()
    processes.raise_priority()
    bench = options.Bench(chosen)
    # What writes the files is not to disturb the server, and the load as little as can be.
    os.sched_setaffinity(0, {chosen.client})
    os.nice(10)
    bench.server_cores = chosen.server_cores
    home = chosen.java_home[0] if chosen.java_home else options.chosen_java()

    def server(name):
        return Polder(name, home, java_options=chosen.java_options)

    errors = []
    copied = bench.zones
    bench.zones = CopiedZones(copied, os.path.join(bench.work, "changing"))
    for kind, seconds in ((server("soak"), chosen.seconds), (Knot(), chosen.peer)):
        if seconds:
            errors += soak(bench, kind, seconds, chosen.share, chosen.pause)
    bench.zones = copied
    for rate in (50_000, 0) if chosen.flood else ():
        errors += flood(bench, server("flood"), chosen.flood, rate)
    for error in errors:
        print("ERROR:", error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
