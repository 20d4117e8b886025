"""Compares this server with others: started by ../compare.sh, see the README there."""

import argparse
import datetime
import glob
import os
import sys
import traceback

import processes
import report
import rounds
import startup
from servers import TOP, Bind, Knot, Limit, Nsd, Polder, Ports, PowerDns, first_line
from workloads import MEASURES, WORKLOADS
from zones import Zones

PEERS = {"nsd": Nsd, "knot": Knot, "bind": Bind, "pdns": PowerDns}
PROGRAMS = {"nsd": "nsd", "knot": "knotd", "bind": "named", "pdns": "pdns_server"}
HEAP = "-Xmx3g"


class Bench:
    """What all parts of a run share."""

    def __init__(self, options):
        self.work = os.path.abspath(options.work)
        self.tools = os.path.abspath(options.tools)
        self.core = options.core
        self.client = options.client
        self.rounds = options.rounds
        self.seconds = options.seconds
        self.warm_up = options.warm_up
        self.foreign = options.foreign
        self.ports = Ports(options.ports)
        self.zones = Zones(os.path.join(self.work, "zones"))
        self.servers = []
        self.limits = [Limit(self.tool("udp_limit"), False), Limit(self.tool("tcp_limit"), True)]

    def tool(self, name):
        return os.path.join(self.tools, name)

    @staticmethod
    def say(text):
        print(text, flush=True)


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
    parser.add_argument("--java-home", action="append", default=[],
                        help="a Java for our server; may be given more than once")
    parser.add_argument("--nio", action="store_true",
                        help="our server also with the portable UDP transport")
    parser.add_argument("--foreign", type=float, default=0.08,
                        help="a measure is repeated if others took more of the core")
    parser.add_argument("--core", type=int, default=0, help="for the servers")
    parser.add_argument("--client", type=int, default=1, help="for the load")
    parser.add_argument("--ports", default="24000-24999")
    target = os.path.join(TOP, "dns-benchmarks", "target")
    parser.add_argument("--work", default=os.path.join(target, "compare"),
                        help="for zones and logs")
    parser.add_argument("--tools", default=os.path.join(target, "tools"), help=argparse.SUPPRESS)
    parser.add_argument("--save", metavar="DIR", help="keep the tables in a dated file there")
    options = parser.parse_args()
    options.names = options.workloads.split(",") if options.workloads else names
    unknown = [n for n in options.names if n not in names]
    unknown += [s for s in options.servers.split(",") if s not in ("ours", *PEERS)]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    if options.quick and not options.workloads:
        options.names.remove("ten-million")
    short = options.quick
    options.rounds = options.rounds or (2 if short else 5)
    options.seconds = options.seconds or (1.5 if short else 3)
    options.warm_up = options.warm_up or (5 if short else 8)
    return options


def our_servers(options):
    """One for each Java, named by its version, and the portable transport."""
    homes = options.java_home or [chosen_java()]
    found = []
    for home in homes:
        version = first_line(os.path.join(home, "bin", "java"), "-version").split('"')[1]
        name = "Polder-" + version.split(".")[0]
        found.append(Polder(name, home))
        if options.nio:
            found.append(Polder(name + "-nio", home, java_options="-Dpolder.udp=nio"))
    return found


def chosen_java():
    """JAVA_HOME, else a 25, else that on the path: as bin/polder chooses."""
    for home in (os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*25*"))):
        if os.path.exists(os.path.join(home, "bin", "java")):
            return home
    return os.path.dirname(os.path.dirname(os.path.realpath(processes.which("java"))))


def choose_servers(bench, options, errors):
    for name in options.servers.split(","):
        if name == "ours":
            bench.servers += our_servers(options)
            continue
        try:
            processes.which(PROGRAMS[name])
            bench.servers.append(PEERS[name]())
        except FileNotFoundError as e:
            errors.append(f"{name}: not compared: {e}")


def measure_rounds(bench, names, errors):
    found = {}
    chosen = [WORKLOADS[n] for n in WORKLOADS if n in names]
    for zone_set in dict.fromkeys(w.zone_set for w in chosen):
        bench.say(f"{zone_set}:")
        try:
            rounds.run(bench, [w for w in chosen if w.zone_set == zone_set], found, errors)
        except Exception as e:  # the other sets are still measured
            traceback.print_exc()
            errors.append(f"{zone_set}: {e!r}")
    return found


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
    options = arguments()
    errors = []
    processes.raise_priority()
    bench = Bench(options)
    choose_servers(bench, options, errors)
    found = measure_rounds(bench, options.names, errors)
    starts = measure_starts(bench, options.names, errors)
    text = tables(bench, found, starts, errors)
    print("\n" + text)
    if options.save:
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        os.makedirs(options.save, exist_ok=True)
        with open(os.path.join(options.save, f"{today}-compare.md"), "w", encoding="utf-8") as f:
            f.write(text)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
