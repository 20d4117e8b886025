"""Measures servers that are all up at once, one after the other, in rounds.

The machine drifts and others may use it, so that only the figures of one round compare: what is
reported is the median of the ratios of each round.
"""

import answers
import load
from servers import Running

TRIES = 4


class Measured:
    """What was found for one server and workload."""

    def __init__(self):
        self.full = []  # a Result for each round
        self.half = []  # the same at half of that load
        self.cold = ()  # each of the first seconds after the start
        self.memory = (0, 0)


def run(bench, workloads, found, errors):
    """Measures workloads of one set of zones into found[workload, server]."""
    running = start(bench, workloads[0].zone_set, errors)
    try:
        for workload in workloads:
            check(bench, workload, running, errors)
        limits = {w.name: [r for r in running if fits(r, w)] for w in workloads}
        for i, workload in enumerate(workloads):
            for r in limits[workload.name]:
                found[workload.name, r.name] = Measured()
                warm_up(bench, r, workload, found[workload.name, r.name], first=i == 0)
        for number in range(bench.rounds):
            for workload in workloads:
                for r in limits[workload.name]:
                    one_round(bench, r, workload, found[workload.name, r.name])
                bench.say(f"  round {number + 1}, {workload.name}: " + ", ".join(
                    f"{r.name} {found[workload.name, r.name].full[-1].cpu:.2f}"
                    for r in limits[workload.name]))
        for workload in workloads:
            for r in limits[workload.name]:
                found[workload.name, r.name].memory = r.memory()
                note_faults(workload, r, found[workload.name, r.name], errors)
    finally:
        for r in running:
            r.stop()


def fits(running, workload):
    """Each transport has a limit of its own."""
    return not running.server.echo or running.server.tcp == workload.tcp


def start(bench, zone_set, errors):
    running = []
    for server in bench.servers + bench.limits:
        try:
            running.append(Running(server, zone_set, bench))
        except (RuntimeError, OSError) as e:
            errors.append(f"{server.name}, {zone_set}: not measured: {e}")
    return running


def check(bench, workload, running, errors):
    """Our replies against those of the first peer there is."""
    peers = [r for r in running if not r.server.ours and not r.server.echo]
    for ours in (r for r in running if r.server.ours):
        if not peers:
            errors.append(f"{workload.name}: no peer to compare the replies of {ours.name} with")
            continue
        wrong = answers.differences(bench.zones, workload, ours, peers[0])
        for line in wrong[:3]:
            errors.append(f"{workload.name}, {ours.name}: {line}")
        if len(wrong) > 3:
            errors.append(f"{workload.name}, {ours.name}: {len(wrong)} replies differ in all")


def warm_up(bench, running, workload, measured, first):
    """Full load until nothing gets faster; the first seconds are kept."""
    seconds = bench.warm_up if first else max(2, bench.warm_up / 2)
    if workload.tcp:
        load.tcp(bench, running, workload, seconds)
    else:
        measured.cold = load.udp(bench, running, workload, seconds, warm_up=0).seconds


def one_round(bench, running, workload, measured):
    measure = load.tcp if workload.tcp else load.udp
    for _ in range(TRIES):
        result = measure(bench, running, workload, bench.seconds)
        if result.foreign < bench.foreign:
            break
    measured.full.append(result)
    if not workload.tcp:
        measured.half.append(load.udp(bench, running, workload, bench.seconds / 2,
                                      rate=result.questions_a_second / 2))


def note_faults(workload, running, measured, errors):
    """Wrong replies of any server, and those that ours lost though it had time for them."""
    wrong = sum(r.wrong for r in measured.full + measured.half)
    lost = sum(r.lost for r in measured.half)
    if wrong:
        errors.append(f"{workload.name}, {running.name}: {wrong} wrong replies")
    if lost and running.server.ours:
        errors.append(f"{workload.name}, {running.name}: {lost} replies lost at half load")
