"""Processes of this comparison: what they use, where they run, and when they end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")
PRIORITY = -15


def raise_priority():
    """Goes before other work on the machine, if that is allowed: what others take is noise."""
    if os.geteuid() != 0:
        return
    try:
        os.setsid()
        with open("/proc/self/autogroup", "w", encoding="ascii") as f:
            f.write(str(PRIORITY))
    except OSError:
        pass  # a session leader already, or a kernel without groups: the nice value must do


def end_in_order():
    """Makes the request to end an exception, so that servers are ended too."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, frame: sys.exit(128 + number))


def pinned(cores, command):
    nice = ["nice", "-n", str(PRIORITY)] if os.geteuid() == 0 else []
    return ["taskset", "-c", cores, *nice, *command]


def which(program):
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        raise FileNotFoundError(f"{program} is not installed")
    return found


def family(pid):
    """A process and all that come from it."""
    found = [pid]
    for parent in found:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children", encoding="ascii") as f:
                    found += [int(child) for child in f.read().split()]
        except OSError:
            pass  # ended meanwhile
    return found


def cpu_seconds(pids):
    """User and system time so far."""
    user = system = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
                fields = f.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        user += int(fields[11])
        system += int(fields[12])
    return user / TICKS, system / TICKS


def core_seconds(core):
    """How long a core has been busy, whoever with."""
    with open("/proc/stat", encoding="ascii") as f:
        for line in f:
            if line.startswith(f"cpu{core} "):
                fields = [int(x) for x in line.split()[1:]]
                return sum(fields[i] for i in (0, 1, 2, 5, 6)) / TICKS
    raise ValueError(f"no core {core}")


def stolen_seconds():
    """For how long a host that runs this machine had a core of it wait, so far."""
    with open("/proc/stat", encoding="ascii") as f:
        return int(f.readline().split()[8]) / TICKS


def memory(pids):
    """MiB in all: with shared pages by their share (PSS), and resident as ps shows it (RSS)."""
    return _status(pids, "smaps_rollup", "Pss"), _status(pids, "status", "VmRSS")


def peak_memory(pids):
    """MiB resident at most so far."""
    return _status(pids, "status", "VmHWM")


def _status(pids, file, field):
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/{file}", encoding="utf-8") as f:
                found = re.search(rf"^{field}:\s+(\d+) kB", f.read(), re.M)
        except OSError:
            continue
        total += int(found.group(1)) if found else 0
    return total / 1024


def dropped_datagrams(port):
    """How many found no room in the UDP sockets of a port so far."""
    total = 0
    for file in ("udp", "udp6"):
        with open(f"/proc/net/{file}", encoding="ascii") as f:
            for line in list(f)[1:]:
                fields = line.split()
                if int(fields[1].rsplit(":", 1)[1], 16) == port:
                    total += int(fields[-1])
    return total


def threads(pids):
    """Processor time of each thread so far, by its ID and name."""
    found = {}
    for pid in pids:
        for task in os.listdir(f"/proc/{pid}/task"):
            try:
                with open(f"/proc/{pid}/task/{task}/stat", encoding="utf-8") as f:
                    head, fields = f.read().rsplit(")", 1)
            except OSError:
                continue  # ended meanwhile
            used = sum(int(x) for x in fields.split()[11:13]) / TICKS
            found[int(task), head.split("(", 1)[1]] = used
    return found


class Meter:
    """Processor time of some processes, and of others on the same core, between two moments.

    beside: processes that work for the former, such as a database: they are others, but no noise.
    """

    def __init__(self, pid, core, beside=()):
        self.pids = family(pid)
        self.core = core
        self.beside = beside
        self.begin()

    def begin(self):
        self.before = self._now()

    def _now(self):
        return (time.monotonic(), core_seconds(self.core), *cpu_seconds(self.pids),
                sum(cpu_seconds(self.beside)))

    def so_far(self):
        """Seconds on the wall, user, system, beside, and the share of the core that others took."""
        wall, busy, user, system, beside = (b - a for a, b in zip(self.before, self._now()))
        return wall, user, system, beside, (busy - user - system - beside) / wall


def end(process):
    """Ends a process and those that come from it, politely first."""
    pids = family(process.pid) if process.poll() is None else []
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            try:
                os.kill(pid, sign)
            except OSError:
                pass  # ended by itself
        try:
            process.wait(10)
            break
        except subprocess.TimeoutExpired:
            continue
