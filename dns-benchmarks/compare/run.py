"""Compares this server with others: started by ../compare.sh, see the README there."""

import argparse
import datetime
import os
import sys
import traceback

import options
import processes
import report
import rounds
import startup
from servers import Bind, Knot, Limit, Nsd, Polder, PowerDns, first_line
from workloads import MEASURES, WORKLOADS

PEERS = {"nsd": Nsd, "knot": Knot, "bind": Bind, "pdns": PowerDns}
PROGRAMS = {"nsd": "nsd", "knot": "knotd", "bind": "named", "pdns": "pdns_server"}
HEAP = "-Xmx3g"


class Comparison(options.Bench):
    """What all parts of a comparison share."""

    def __init__(self, chosen):
        super().__init__(chosen)
        self.rounds = chosen.rounds
        self.seconds = chosen.seconds
        self.foreign = chosen.foreign
        self.servers = []
        self.limits = [Limit(self.tool("udp_limit"), False), Limit(self.tool("tcp_limit"), True)]


def arguments():
    parser = argparse.ArgumentParser(prog="compare.sh", description=__doc__)
    names = list(WORKLOADS) + list(MEASURES)
    parser.add_argument("--quick", action="store_true",
                        help="short rounds, few of them, no zone of ten million records")
    parser.add_argument("--workloads", help=f"some of {','.join(names)}")
    parser.add_argument("--servers", default="ours," + ",".join(PEERS),
                        help="some of ours,%s" % ",".join(PEERS))
    parser.add_argument("--rounds", type=int, help="5, or 2 if quick")
    parser.add_argument("--seconds", type=float, help="length of a measure: 3, or 1.5 if quick")
    parser.add_argument("--warm-up", type=float, help="seconds of load before: 8, or 5 if quick")
    parser.add_argument("--nio", action="store_true",
                        help="our server also with the portable UDP transport")
    parser.add_argument("--foreign", type=float, default=0.08,
                        help="a measure is repeated if others took more of the core")
    parser.add_argument("--save", metavar="DIR", help="keep the tables in a dated file there")
    options.add_to(parser)
    chosen = parser.parse_args()
    chosen.names = chosen.workloads.split(",") if chosen.workloads else names
    unknown = [n for n in chosen.names if n not in names]
    unknown += [s for s in chosen.servers.split(",") if s not in ("ours", *PEERS)]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    if chosen.quick and not chosen.workloads:
        chosen.names.remove("ten-million")
    short = chosen.quick
    chosen.rounds = chosen.rounds or (2 if short else 5)
    chosen.seconds = chosen.seconds or (1.5 if short else 3)
    chosen.warm_up = chosen.warm_up or (5 if short else 8)
    return chosen


def our_servers(chosen):
    """One for each Java, named by its version, and the portable transport."""
    homes = chosen.java_home or [options.chosen_java()]
    found = []
    for home in homes:
        version = first_line(os.path.join(home, "bin", "java"), "-version").split('"')[1]
        name = "Polder-" + version.split(".")[0]
        found.append(Polder(name, home))
        if chosen.nio:
            found.append(Polder(name + "-nio", home, settings="udp-transport=nio"))
    return found


def choose_servers(bench, chosen, errors):
    for name in chosen.servers.split(","):
        if name == "ours":
            bench.servers += our_servers(chosen)
            continue
        try:
            processes.which(PROGRAMS[name])
            bench.servers.append(PEERS[name]())
        except FileNotFoundError as e:
            errors.append(f"{name}: not compared: {e}")


def measure_rounds(bench, names, found, errors):
    chosen = [WORKLOADS[n] for n in WORKLOADS if n in names]
    for zone_set in dict.fromkeys(w.zone_set for w in chosen):
        bench.say(f"{zone_set}:")
        try:
            rounds.run(bench, [w for w in chosen if w.zone_set == zone_set], found, errors)
        except Exception as e:  # the other sets are still measured
            traceback.print_exc()
            errors.append(f"{zone_set}: {e!r}")


def measure_starts(bench, names, errors):
    """Tables of start times, loading and memory."""
    ours = [s.name for s in bench.servers if s.ours]
    text = ""
    if "start" in names:
        starts = startup.in_rounds(bench, "small", str(bench.core), bench.rounds + 3, errors)
        text += report.starts("small zone, 1 core", starts, ours, {"PowerDNS": (1.3, None)})
    if "load" in names:
        both = f"{bench.core},{bench.client}"
        for cores in (str(bench.core), both):
            starts = startup.in_rounds(bench, "million", cores, max(2, bench.rounds // 2), errors)
            count = len(cores.split(","))
            text += report.starts(f"1,000,000 records, {count} core{'s' * (count > 1)}", starts,
                                  ours, report.load_goals(count))
    if "ten-million" in names:
        text += ten_million(bench, errors)
    return text


def ten_million(bench, errors):
    rows = []
    for server in [s for s in bench.servers if s.ours]:
        server.java_options += f" {HEAP}"
        for zone_set in ("million", "ten-million"):
            try:
                micros, one = startup.answering_large(bench, server, zone_set, errors)
                rows.append([zone_set, server.name, f"{one.seconds:.1f}", f"{micros:.2f}",
                             f"{one.pss:.0f}", f"{one.peak:.0f}"])
            except (RuntimeError, OSError) as e:
                errors.append(f"{server.name}, {zone_set}: {e}")
    made = bench.zones.path("ten-million.zone")
    if os.path.exists(made):
        os.remove(made)
    return report.table([f"{HEAP}, 2 cores", "server", "s to first answer", "CPU µs an answer",
                         "PSS MiB", "peak RSS"], rows)


def tables(bench, found, starts, errors):
    ours = [s.name for s in bench.servers if s.ours]
    text = "# Comparison with other nameservers\n\n" + report.machine(bench)
    text += ("Medians of the ratios of each round. In brackets the goal, bold where it is reached. "
             "C sends back what it gets.\n\n")
    for name in ours:
        text += f"## {name}: processor time an answer\n\n"
        text += report.ratios(found, name, report.cpu)
        text += report.latency(found, name)
    text += "## Start and memory\n\n" + starts + "## Figures\n\n" + report.figures(found)
    text += ("## The first seconds\n\n1000 answers in each second of full load after the start, "
             "and processor time of each in µs.\n\n")
    text += report.cold(found, ours)
    text += "## Errors\n\n" + ("".join(f"- {e}\n" for e in errors) or "None.\n")
    return text


def main():
    chosen = arguments()
    errors = []
    processes.end_in_order()
    processes.raise_priority()
    bench = Comparison(chosen)
    choose_servers(bench, chosen, errors)
    found, starts = {}, ""
    try:
        measure_rounds(bench, chosen.names, found, errors)
        starts = measure_starts(bench, chosen.names, errors)
    except SystemExit:
        errors.append("ended before all was measured")
    text = tables(bench, found, starts, errors)
    print("\n" + text)
    if chosen.save:
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        os.makedirs(chosen.save, exist_ok=True)
        with open(os.path.join(chosen.save, f"{today}-compare.md"), "w", encoding="utf-8") as f:
            f.write(text)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
