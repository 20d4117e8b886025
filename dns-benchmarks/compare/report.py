"""Tables of what was measured, in Markdown."""

import datetime
import os
import platform
import statistics

from servers import TOP, first_line
from workloads import GOALS_FOR, WORKLOADS

LOAD_GOALS = {1: (0.60, 0.50, 0.50, 0.30), 2: (0.35, 0.30, 0.30, 0.20)}  # million records, cores
MEMORY_GOALS = (1.0, 0.55, 1.0, 0.65)


def median(values):
    values = list(values)
    return statistics.median(values) if values else float("nan")


def table(head, rows):
    left = f"| {' | '.join(head)} |\n|---|" + "--:|" * (len(head) - 1) + "\n"
    return left + "".join(f"| {' | '.join(row)} |\n" for row in rows) + "\n"


def against(ratio, goal):
    """A ratio with its goal, bold where that is reached."""
    text = f"{ratio:.2f}"
    if goal is None:
        return text
    return f"**{text}** ({goal:g})" if ratio <= goal else f"{text} ({goal:g})"


def ratios(found, ours, what):
    """Ours divided by each peer, the median over the rounds, with the issue's goals."""
    rows = []
    for name, workload in WORKLOADS.items():
        mine = found.get((name, ours))
        if not mine or not mine.full:
            continue
        row = [name]
        for peer, goal in zip(GOALS_FOR, workload.goals):
            other = found.get((name, peer))
            pairs = list(zip(what(mine), what(other))) if other else []
            row.append(against(median(a / b for a, b in pairs if b), goal) if pairs else "-")
        rows.append(row)
    return table(["ours / peer", *GOALS_FOR], rows)


def cpu(measured):
    return [r.cpu for r in measured.full]


def figures(found):
    """What each server did."""
    rows = []
    for (name, server), measured in found.items():
        full, half = measured.full, measured.half
        if not full:
            continue
        rows.append([
            name, server, f"{median(r.questions_a_second for r in full) / 1000:.0f}",
            f"{median(r.cpu for r in full):.2f}", f"{median(r.user for r in full):.2f}",
            f"{median(r.system for r in full):.2f}",
            f"{median(r.p50 for r in half):.0f}" if half else "-",
            f"{median(r.usual_p99 for r in half):.0f}" if half else "-",
            f"{median(r.p99 for r in half):.0f}" if half else "-",
            str(sum(r.lost for r in half)) if half else "-",
            str(sum(r.lost for r in full)), f"{median(r.octets for r in full):.0f}",
            f"{measured.memory[0]:.0f}", f"{100 * median(r.foreign for r in full):.0f} %"])
    return table(["workload", "server", "1000 questions/s", "CPU µs", "user", "system",
                  "p50 µs at half load", "p99 of a tenth of a second", "p99",
                  "lost at half", "lost at full", "octets",
                  "PSS MiB", "foreign"], rows)


def cold(found, names):
    """The first seconds after the start: 1000 answers, and microseconds an answer."""
    rows = []
    for (name, server), measured in found.items():
        if server not in names or not measured.cold:
            continue
        rows.append([name, server] + [f"{answers / 1000:.0f}: {micros:.1f}"
                                      for answers, micros in measured.cold[:4]])
    return table(["workload", "server", *(f"second {i}" for i in range(1, 5))], rows)


def latency(found, ours):
    """p99 at half load beside Knot's, and what each lost: what is lost has no time."""
    rows = []
    for name in WORKLOADS:
        mine, knot = found.get((name, ours)), found.get((name, "Knot"))
        if mine and knot and mine.half and knot.half:
            pairs = list(zip(mine.half, knot.half))
            rows.append([name, against(median(
                a.usual_p99 / b.usual_p99 for a, b in pairs if b.usual_p99), 1.0),
                f"{median(a.p99 / b.p99 for a, b in pairs if b.p99):.2f}",
                str(sum(a.lost for a, _ in pairs)), str(sum(b.lost for _, b in pairs))])
    return table(["at half load", "p99 of a tenth of a second, ours / Knot", "p99 of all",
                  "lost by us", "by Knot"], rows)


def starts(title, measured, ours, goals):
    """Start to first answer and memory of each server, and ours divided by theirs."""
    rows = []
    for name, all_of_it in measured.items():
        row = [name, f"{median(s.seconds for s in all_of_it):.3f}",
               f"{median(s.cpu for s in all_of_it):.2f}",
               f"{median(s.pss for s in all_of_it):.0f}",
               f"{median(s.rss for s in all_of_it):.0f}",
               f"{median(s.peak for s in all_of_it):.0f}"]
        for mine in ours:
            if mine not in measured or name in ours:
                row += ["", ""]
                continue
            time_goal, memory_goal = goals.get(name, (None, None))
            pairs = list(zip(measured[mine], all_of_it))
            row += [against(median(a.seconds / b.seconds for a, b in pairs), time_goal),
                    against(median(a.pss / b.pss for a, b in pairs), memory_goal)]
        rows.append(row)
    head = [title, "s", "CPU s", "PSS MiB", "RSS", "peak RSS"]
    for mine in ours:
        head += [f"{mine} / it: time", "memory"]
    return table(head, rows)


def load_goals(cores):
    return dict(zip(GOALS_FOR, zip(LOAD_GOALS[cores], MEMORY_GOALS)))


def machine(bench, measure=""):
    measure = measure or f"{bench.seconds:g} s"
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        model = next((x.split(":")[1].strip() for x in f if x.startswith("model name")), "?")
    lines = [f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC",
             f"{platform.system()} {platform.release()}, {os.cpu_count()} x {model}; "
             f"servers on core {bench.core}, load on core {bench.client}; "
             f"{bench.rounds} rounds of {measure}"]
    lines.append("commit " + first_line("git", "-C", TOP, "rev-parse", "--short", "HEAD"))
    lines += [f"{s.name}: {s.version()}" for s in bench.servers]
    return "".join(f"- {line}\n" for line in lines) + "\n"
