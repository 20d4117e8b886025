"""Start to first answer, and memory: of small and of large zones, on one core and on two."""

import dataclasses
import statistics
import time

import load
import processes
from servers import Running
from workloads import Workload


@dataclasses.dataclass
class Started:
    seconds: float  # start to first answer, on the wall
    cpu: float  # processor time until then
    pss: float  # MiB, once it has settled
    rss: float
    peak: float


def measure(bench, server, zone_set, cores, patience=180):
    """Starts a server once and ends it."""
    step = 0.001 if zone_set == "small" else 0.02  # answering SERVFAIL takes from the loading
    running = Running(server, zone_set, bench, cores=cores, patience=patience, step=step)
    try:
        pids = processes.family(running.process.pid)
        cpu = sum(processes.cpu_seconds(pids))
        time.sleep(2)
        pss, rss = running.memory()
        return Started(running.seconds_to_answer, cpu, pss, rss,
                       processes.peak_memory(processes.family(running.process.pid)))
    finally:
        running.stop()


def in_rounds(bench, zone_set, cores, rounds, errors):
    """For each server the measures of so many starts, the servers taking turns."""
    found = {}
    for _ in range(rounds):
        for server in list(bench.servers):
            try:
                one = measure(bench, server, zone_set, cores)
            except (RuntimeError, OSError) as e:
                errors.append(f"{server.name}, {zone_set} on core {cores}: {e}")
                continue
            found.setdefault(server.name, []).append(one)
    bench.say(f"  {zone_set} on core {cores}: " + ", ".join(
        f"{name} {statistics.median(s.seconds for s in starts):.3f} s"
        for name, starts in found.items()))
    return found


def answering_large(bench, server, zone_set, errors):
    """The same questions of a larger zone: what an answer costs in it, and what the zone takes."""
    running = Running(server, zone_set, bench, cores=f"{bench.core},{bench.client}", patience=300)
    try:
        workload = Workload(zone_set, "", zone_set, zone_set)
        load.udp(bench, running, workload, bench.warm_up)
        results = [load.udp(bench, running, workload, bench.seconds)
                   for _ in range(bench.rounds)]
        wrong = sum(r.wrong for r in results)
        if wrong:
            errors.append(f"{zone_set}, {server.name}: {wrong} wrong replies")
        pss, rss = running.memory()
        return statistics.median(r.cpu for r in results), Started(
            running.seconds_to_answer, 0, pss, rss,
            processes.peak_memory(processes.family(running.process.pid)))
    finally:
        running.stop()
