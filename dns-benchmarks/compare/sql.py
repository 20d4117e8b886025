"""Compares this server with PowerDNS on databases: started by ../compare-sql.sh, see the README."""

import argparse
import datetime
import os
import statistics
import subprocess
import sys
import time
import traceback

import load
import options
import processes
import report
import rounds
from databases import Postgresql, Sqlite
from servers import Running, first_line
from sqlservers import PolderOnSql, PowerDnsOnSql
from workloads import Workload

STORES = {"sqlite": Sqlite, "postgresql": Postgresql}
QUESTIONS = {"big": ("existing", "half"), "tens": ("tens", "tens-half")}
PARTS = ("cold", "query", "packet", "load")
GOALS = {"cold": 1.5, "query": 1.5, "packet": 1.5, "load": 3.0}


def arguments():
    parser = argparse.ArgumentParser(prog="compare-sql.sh", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds and few of them")
    parser.add_argument("--stores", default=",".join(STORES))
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--zones", default=",".join(QUESTIONS),
                        help="big: 100,000 names in a zone; tens: 10,000 zones of 10 names")
    parser.add_argument("--rounds", type=int, help="3, or 2 if quick")
    parser.add_argument("--seconds", type=float, help="length of a measure: 3, or 2 if quick")
    parser.add_argument("--warm-up", type=float, help="seconds of load before: 12, or 8 if quick")
    parser.add_argument("--threads", type=int, default=1, help="our distributor-threads")
    parser.add_argument("--java-options", default="", help="for our server")
    parser.add_argument("--foreign", type=float, default=0.08,
                        help="a measure is repeated if others took more of the core")
    parser.add_argument("--save", metavar="FILE", help="keep the tables there")
    options.add_to(parser)
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or (2 if chosen.quick else 3)
    chosen.seconds = chosen.seconds or (2 if chosen.quick else 3)
    chosen.warm_up = chosen.warm_up or (8 if chosen.quick else 12)
    return chosen


class Comparison(options.Bench):
    """What the parts share."""

    def __init__(self, chosen):
        super().__init__(chosen)
        self.rounds = chosen.rounds
        self.seconds = chosen.seconds
        self.foreign = chosen.foreign
        self.threads = chosen.threads
        self.java_options = chosen.java_options
        self.java_homes = chosen.java_home or [options.chosen_java()]
        self.servers = []
        self.errors = []

    def named(self, zone_set):
        """A named.conf of all zones of a set."""
        path = self.zones.path(zone_set + ".named.conf")
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(f'zone "{name}" {{ type master; file "{file}"; }};\n'
                         for name, file in self.zones.of(zone_set))
        return path

    def ours(self, store, caches):
        found = []
        for home in self.java_homes:
            version = first_line(os.path.join(home, "bin", "java"), "-version").split('"')[1]
            found.append(PolderOnSql("Polder-" + version.split(".")[0], home, store, caches,
                                     self.threads, self.java_options))
        return found


def prepared(bench, store, zone_set):
    """Fills a database once."""
    if not store.has(zone_set):
        bench.say(f"  {store.name}: writing {zone_set}")
        store.create(zone_set)
        store.fill(zone_set, bench.named(zone_set))
        store.analyze(zone_set)
        store.done(zone_set)


def answering(bench, store, part, zone_set):
    """Rows of ratios of one part on one set of zones."""
    prepared(bench, store, zone_set)
    workloads = [Workload(f"{part} {q}", "", zone_set, q) for q in QUESTIONS[zone_set]]
    running = []
    rows = []
    try:
        for server in [*bench.ours(store, part), PowerDnsOnSql(store, part, 1)]:
            running.append(Running(server, zone_set, bench))
        peer = running[-1]
        for workload in workloads:
            rounds.check(bench, workload, running, bench.errors)
        before = {r.name: held(r) for r in running}
        for workload in workloads:
            for r in running:
                load.udp(bench, r, workload, bench.warm_up)
        found = {}
        for number in range(bench.rounds):
            for workload in workloads:
                for r in running:
                    found.setdefault((workload.name, r.name), []).append(measured(bench, r, workload))
                bench.say(f"  {store.name} {workload.name}, round {number + 1}: " + ", ".join(
                    "{} {:.1f} + {:.1f}".format(r.name, found[workload.name, r.name][-1].cpu,
                                                found[workload.name, r.name][-1].beside)
                    for r in running))
        memory = {r.name: per_name(bench, r, workloads, before[r.name]) for r in running}
        for workload in workloads:
            theirs = found[workload.name, peer.name]
            for r in running:
                rows.append(row(store, workload, r.name, found[workload.name, r.name], theirs,
                                GOALS[part], memory[r.name] if part != "cold" else None))
    finally:
        for r in running:
            r.stop()
    return rows


def measured(bench, running, workload):
    for _ in range(rounds.TRIES):
        result = load.udp(bench, running, workload, bench.seconds)
        if result.foreign < bench.foreign:
            break
    if result.wrong or result.lost:
        bench.errors.append(f"{running.server.store.name} {workload.name}, {running.name}: "
                            f"{result.wrong} wrong replies, {result.lost} lost")
    return result


def held(running):
    """Octets: resident, and what is alive on the heap of ours."""
    live = 0
    if running.server.ours:
        jcmd = os.path.join(running.server.java_home, "bin", "jcmd")
        java = processes.family(running.process.pid)[0]
        subprocess.run([jcmd, str(java), "GC.run"], check=False, stdout=subprocess.DEVNULL)
        told = subprocess.run([jcmd, str(java), "GC.heap_info"], check=False,
                              stdout=subprocess.PIPE, text=True).stdout
        used = [line.split("used ")[1].split("K")[0] for line in told.splitlines()
                if "used " in line and "garbage" in line or "total" in line and "used " in line]
        live = sum(int(x) for x in used[:1]) * 1024
    return running.memory()[1] * 1024 * 1024, live


def per_name(bench, running, workloads, before):
    """Octets more than before the first question, by the number of names asked."""
    names = set()
    for workload in workloads:
        with open(bench.zones.path(workload.questions + ".questions"), encoding="ascii") as f:
            names.update(f)
    return tuple((after - first) / len(names) for first, after in zip(before, held(running)))


def row(store, workload, name, mine, theirs, goal, memory):
    median = statistics.median
    ratio = median(b.cpu / a.cpu for a, b in zip(mine, theirs))
    both = median((b.cpu + b.beside) / (a.cpu + a.beside) for a, b in zip(mine, theirs))
    text = f"**{ratio:.2f}** ({goal:g})" if ratio >= goal else f"{ratio:.2f} ({goal:g})"
    ours = mine is not theirs
    return [f"{store.name}, {workload.name}", name,
            f"{median(r.questions_a_second for r in mine) / 1000:.1f}",
            f"{median(r.cpu for r in mine):.1f}", f"{median(r.system for r in mine):.1f}",
            f"{median(r.beside for r in mine):.1f}",
            text if ours else "", f"{both:.2f}" if ours else "",
            f"{memory[0]:.0f}" if memory else "", f"{memory[1]:.0f}" if memory and ours else "",
            f"{100 * median(r.foreign for r in mine):.0f} %"]


def loading(bench, store):
    """A zone of a million records into empty tables: our load-zone beside zone2sql and the tool."""
    named = bench.named("million")
    (zone, file), = bench.zones.of("million")
    times = {}
    for _ in range(max(1, bench.rounds - 1)):
        for home in bench.java_homes:
            store.create("million")
            server = PolderOnSql("load", home, store, "cold", 1)
            directory = os.path.join(bench.work, "run", "load")
            os.makedirs(directory, exist_ok=True)
            with open(os.path.join(directory, "pdns.conf"), "w", encoding="utf-8") as f:
                f.write(store.settings("million"))
            program = os.path.join(directory, "pdnsutil")
            if not os.path.islink(program):
                os.symlink(os.path.join(options.TOP, "bin", "polder"), program)
            java = first_line(os.path.join(home, "bin", "java"), "-version").split('"')[1]
            name = "Polder-" + java.split(".")[0]
            begin = time.monotonic()
            subprocess.run([program, f"--config-dir={directory}", "load-zone", zone, file],
                           check=True, stdout=subprocess.DEVNULL, env=server.environment())
            times.setdefault(name, []).append(time.monotonic() - begin)
            count = store.count("million")
        store.create("million")
        begin = time.monotonic()
        store.fill("million", named)
        times.setdefault("zone2sql", []).append(time.monotonic() - begin)
        if count != store.count("million"):
            bench.errors.append(f"{store.name}: {count} rows loaded, zone2sql "
                                f"{store.count('million')}")
        bench.say(f"  {store.name}, load: " + ", ".join(f"{n} {t[-1]:.1f}" for n, t in times.items()))
    rows = []
    for name, taken in times.items():
        ratio = statistics.median(b / a for a, b in zip(taken, times["zone2sql"]))
        goal = GOALS["load"]
        rows.append([store.name, name, f"{statistics.median(taken):.1f}",
                     "" if name == "zone2sql" else
                     f"**{ratio:.2f}** ({goal:g})" if ratio >= goal else f"{ratio:.2f} ({goal:g})"])
    return rows


def main():
    chosen = arguments()
    processes.end_in_order()
    processes.raise_priority()
    bench = Comparison(chosen)
    answered, loaded, versions = [], [], []
    for name in chosen.stores.split(","):
        store = STORES[name](bench)
        versions.append(store.version())
        try:
            for part in chosen.parts.split(","):
                if part == "load":
                    loaded += loading(bench, store)
                    continue
                for zone_set in chosen.zones.split(","):
                    answered += answering(bench, store, part, zone_set)
        except Exception as e:  # the other stores are still measured
            traceback.print_exc()
            bench.errors.append(f"{store.name}: {e!r}")
        finally:
            store.stop()
    text = tables(bench, answered, loaded, versions)
    print("\n" + text)
    if chosen.save:
        with open(chosen.save, "w", encoding="utf-8") as f:
            f.write(text)
    return 1 if bench.errors else 0


def tables(bench, answered, loaded, versions):
    text = "# Comparison with PowerDNS on databases\n\n" + report.machine(bench)
    text = text.rstrip() + "\n" + "".join(f"- {v}\n" for v in versions)
    text += f"- distributor-threads: ours {bench.threads}, PowerDNS 1\n\n"
    if answered:
        text += report.table(
            ["questions", "server", "1000 a second", "CPU µs an answer", "of it system",
             "CPU of the database", "PowerDNS / ours (goal)", "with the database",
             "octets a name, resident", "on our heap", "foreign"], answered)
    if loaded:
        text += report.table(["a million records into", "by", "s", "zone2sql / ours (goal)"],
                             loaded)
    text += "## Errors\n\n" + ("".join(f"- {e}\n" for e in bench.errors) or "None.\n")
    return text


if __name__ == "__main__":
    sys.exit(main())
