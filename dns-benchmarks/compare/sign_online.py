"""Compares answers signed online with those of PowerDNS on one SQLite file: started by
../sign-online.sh, see the README."""

import argparse
import os
import shutil
import subprocess
import sys

import answers
import load
import options
import processes
import report
from databases import Sqlite
from servers import TOP, Running
from sqlservers import PolderOnSql, PowerDnsOnSql
from workloads import Workload
from zones import NAMES_ASKED_ONCE, label

ZONE_SET = "online"
POSITIVE = "new names, NSEC"
MISSING = "missing names, NSEC3"
GOALS = {POSITIVE: 0.5}
CODES = {POSITIVE: "NOERROR", MISSING: "NXDOMAIN"}


def arguments():
    parser = argparse.ArgumentParser(prog="sign-online.sh", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=40_000, help="of a measure")
    parser.add_argument("--warm-up", type=int, default=120_000,
                        help="questions before; half as many of missing names")
    parser.add_argument("--save", metavar="FILE", help="keep the tables there")
    options.add_to(parser)
    chosen = parser.parse_args()
    needed = answers.SAMPLE + chosen.warm_up + chosen.rounds * chosen.questions
    if needed > NAMES_ASKED_ONCE:
        parser.error(f"{needed} names are needed, the zone has {NAMES_ASKED_ONCE}")
    return chosen


class SignedSqlite(Sqlite):
    """With the tables and the keys that Debian's packages make."""

    schema = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"

    def settings(self, database):
        return super().settings(database) + "gsqlite3-dnssec=yes\n"

    def secure(self, database):
        """One key of algorithm 13 for each zone; NSEC3 as RFC 9276 has it in one of them."""
        with open(os.path.join(self.directory, "pdns.conf"), "w", encoding="utf-8") as f:
            f.write(self.settings(database))
        for verb in (["secure-zone", "once.example", "chain.example"],
                     ["set-nsec3", "chain.example", "1 0 0 -"], ["rectify-all-zones", "quiet"]):
            subprocess.run([processes.which("pdnsutil"), f"--config-dir={self.directory}", *verb],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Questions:
    """Files of questions of which none is asked twice of a server."""

    def __init__(self, bench):
        self.bench = bench
        self.taken = dict.fromkeys(CODES, 0)

    def take(self, kind, count):
        """The name of a file of so many new questions."""
        first = self.taken[kind]
        self.taken[kind] += count
        numbers = range(first, first + count)
        if kind == POSITIVE:
            lines = [f"{label(i)}.once.example A\n" for i in numbers]
        else:
            lines = [f"m{i:07x}.chain.example A\n" for i in numbers]
        name = f"{ZONE_SET}-{CODES[kind].lower()}-{first}"
        with open(self.bench.zones.path(name + ".questions"), "w", encoding="ascii") as f:
            f.writelines(lines)
        return name


class Comparison(options.Bench):
    """The servers on one file, and what is found."""

    def __init__(self, chosen):
        super().__init__(chosen)
        self.rounds = chosen.rounds
        self.count = chosen.questions
        self.store = SignedSqlite(self)
        self.questions = Questions(self)
        self.errors = []
        home = (chosen.java_home or [options.chosen_java()])[0]
        self.servers = [PolderOnSql("Polder", home, self.store, "default", 1),
                        PolderOnSql("Polder-pure", home, self.store, "default", 1,
                                    top=self._without_native_code()),
                        PowerDnsOnSql(self.store, "default", 1)]

    def _without_native_code(self):
        """A directory of the launcher and the server's jar alone."""
        top = os.path.join(self.work, "pure")
        shutil.rmtree(top, ignore_errors=True)
        shutil.copytree(os.path.join(TOP, "bin"), os.path.join(top, "bin"))
        jar = os.path.join("dns-server", "target", "polder-server.jar")
        os.makedirs(os.path.dirname(os.path.join(top, jar)))
        shutil.copy2(os.path.join(TOP, jar), os.path.join(top, jar))
        return top

    def prepare(self):
        """Fills the database once."""
        if self.store.has(ZONE_SET):
            return
        self.say("  writing and signing the zones")
        named = self.zones.path(ZONE_SET + ".named.conf")
        with open(named, "w", encoding="utf-8") as f:
            f.writelines(f'zone "{name}" {{ type master; file "{file}"; }};\n'
                         for name, file in self.zones.of(ZONE_SET))
        self.store.create(ZONE_SET)
        self.store.fill(ZONE_SET, named)
        self.store.secure(ZONE_SET)
        self.store.analyze(ZONE_SET)
        self.store.done(ZONE_SET)

    def measure(self, kind, running):
        """The measures of each server, in rounds."""
        self._check(kind, running)
        return self._rounds(kind, running)

    def _check(self, kind, running):
        asked = Workload(kind, "", ZONE_SET, self.questions.take(kind, answers.SAMPLE), dnssec=True)
        for ours in running[:-1]:
            self.errors += [f"{kind}, {ours.name}: {line}" for line in answers.differences(
                self.zones, asked, ours, running[-1], without_signatures)[:3]]

    def _rounds(self, kind, running):
        warm = self.questions.take(kind, self.warm_up if kind == POSITIVE else self.warm_up // 2)
        for r in running:
            load.once(self, r, warm, CODES[kind])
        found = {r.name: [] for r in running}
        for number in range(self.rounds):
            asked = self.questions.take(kind, self.count)
            for r in running:
                result = load.once(self, r, asked, CODES[kind])
                found[r.name].append(result)
                if result.wrong or result.lost:
                    self.errors.append(f"{kind}, {r.name}: {result.wrong} wrong replies, "
                                       f"{result.lost} lost")
            self.say(f"  {kind}, round {number + 1}: " + ", ".join(
                f"{name} {results[-1].cpu:.1f} (foreign {100 * results[-1].foreign:.0f} %)"
                for name, results in found.items()))
        return found


def without_signatures(said):
    """Lines of a reply, RRSIG without the signature: those of ECDSA are never the same."""
    return frozenset(" ".join(line.split()[:12]) if " RRSIG " in line else line for line in said)


def engine(server):
    """What our server signs algorithm 13 with."""
    told = subprocess.run(
        [os.path.join(server.top, "bin", "polder"), "list-algorithms", "with-backend"],
        env=server.environment(), check=True, stdout=subprocess.PIPE, text=True).stdout
    return next(line.split(" using ")[1] for line in told.splitlines() if line.startswith("13 "))


def rows(kind, found):
    theirs = [r.cpu for r in found[PowerDnsOnSql.name]]
    for name, results in found.items():
        ratio = report.median(a.cpu / b for a, b in zip(results, theirs))
        ours = name != PowerDnsOnSql.name
        yield [kind, name, f"{report.median(r.cpu for r in results):.1f}",
               f"{report.median(r.system for r in results):.1f}",
               f"{report.median(r.questions_a_second for r in results) / 1000:.1f}",
               report.against(ratio, GOALS.get(kind)) if ours else "",
               f"{100 * report.median(r.foreign for r in results):.0f} %"]


def main():
    chosen = arguments()
    processes.end_in_order()
    processes.raise_priority()
    bench = Comparison(chosen)
    bench.prepare()
    engines = {s.name: engine(s) for s in bench.servers if s.ours}
    running = []
    try:
        for server in bench.servers:
            running.append(Running(server, ZONE_SET, bench))
        table = [row for kind in CODES for row in rows(kind, bench.measure(kind, running))]
    finally:
        for r in running:
            r.stop()
    text = ("# Answers signed online\n\n"
            + report.machine(bench, f"{bench.count} questions").rstrip() + "\n"
            + "".join(f"- {name} signs by {how}\n" for name, how in engines.items())
            + "- one SQLite file, algorithm 13, DO, one receiver-thread and one distributor-thread\n\n"
            + report.table(["questions", "server", "CPU µs an answer", "of it system",
                            "1000 a second", "ours / PowerDNS (goal)", "foreign"], table)
            + "## Errors\n\n" + ("".join(f"- {e}\n" for e in bench.errors) or "None.\n"))
    print("\n" + text)
    if chosen.save:
        with open(chosen.save, "w", encoding="utf-8") as f:
            f.write(text)
    return 1 if bench.errors else 0


if __name__ == "__main__":
    sys.exit(main())
