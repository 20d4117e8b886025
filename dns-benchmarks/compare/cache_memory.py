"""Measures the memory of cached names beside PowerDNS: started by ../cache-memory.sh, see the README."""

import argparse
import os
import re
import subprocess
import sys
import time

import load
import options
import processes
import report
import sign_online
from databases import Sqlite
from servers import Running
from sqlservers import PolderOnSql, PowerDnsOnSql
from zones import NAMES_ASKED_ONCE, label

WARM = 50_000
NAMES = NAMES_ASKED_ONCE - WARM
REST = 10  # seconds, in which memory that is free may go back to the system


def resident(running):
    with open(f"/proc/{running.process.pid}/status", encoding="ascii") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) << 10


def live(running, home):
    """Octets in use on the heap after a collection."""
    def told(command):
        return subprocess.run([os.path.join(home, "bin", "jcmd"), str(running.process.pid), command],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
    told("GC.run")
    return int(re.search(r"used (\d+)K", told("GC.heap_info")).group(1)) << 10


class Memory(options.Bench):
    def __init__(self, chosen):
        super().__init__(chosen)
        self.rounds = 1
        self.home = (chosen.java_home or [options.chosen_java()])[0]
        self.servers = []

    def ask(self, running, first, count, times):
        """Asks for names of the zone; those in a file of each call."""
        name = f"memory-{first}"
        with open(self.zones.path(name + ".questions"), "w", encoding="ascii") as f:
            f.writelines(f"{label(i)}.once.example A\n" for i in range(first, first + count))
        for _ in range(times):
            found = load.once(self, running, name, "NOERROR")
            if found.lost or found.wrong:
                raise RuntimeError(f"{running.name}: {found.lost} lost, {found.wrong} wrong")
        time.sleep(REST)

    def row(self, cache, server):
        running = Running(server, sign_online.ZONE_SET, self)
        try:
            self.ask(running, 0, WARM, 4)
            before = resident(running)
            self.ask(running, WARM, NAMES, 2)
            after = resident(running)
            heap = f"{live(running, self.home) / NAMES_ASKED_ONCE:.0f}" if server.ours else ""
        finally:
            running.stop()
        return [cache, server.name, f"{before >> 20}", f"{after >> 20}",
                f"{(after - before) / NAMES:.0f}", heap]


def main():
    parser = argparse.ArgumentParser(prog="cache-memory.sh", description=__doc__)
    parser.add_argument("--save", metavar="FILE", help="keep the table there")
    options.add_to(parser)
    chosen = parser.parse_args(namespace=argparse.Namespace(
        warm_up=0, rounds=1, questions=1))
    processes.end_in_order()
    sign_online.Comparison(chosen).prepare()
    bench = Memory(chosen)
    rows = []
    for cache in ("query", "packet"):
        store = Sqlite(bench)
        bench.servers = [PolderOnSql("Polder", bench.home, store, cache, 1),
                         PowerDnsOnSql(store, cache, 1)]
        rows += [bench.row(cache, server) for server in bench.servers]
    text = ("# Memory of cached names\n\n"
            + report.machine(bench, f"{NAMES} names").rstrip() + "\n"
            + f"- one SQLite file, a zone of {NAMES_ASKED_ONCE} names, {WARM} asked for 4 times before\n\n"
            + report.table(["cache", "server", "MiB before", "MiB after", "octets a name more",
                            "live on our heap, octets a name"], rows))
    print("\n" + text)
    if chosen.save:
        with open(chosen.save, "w", encoding="utf-8") as f:
            f.write(text)


if __name__ == "__main__":
    sys.exit(main())
