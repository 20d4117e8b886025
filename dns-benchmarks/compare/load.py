"""Runs the load generators against a server and reads what they found."""

import dataclasses
import json
import re
import subprocess

import processes


@dataclasses.dataclass
class Result:
    """One measure. Times are microseconds; user, system: processor time an answer."""

    questions_a_second: float
    user: float
    system: float
    utilization: float
    foreign: float  # the share of the server's core that other processes took
    lost: int
    wrong: int
    beside: float = 0  # processor time an answer of processes that work for the server
    octets: int = 0
    p50: float = 0
    p99: float = 0
    p999: float = 0
    longest: float = 0
    usual_p99: float = 0  # the median of those of each tenth of a second
    skipped: float = 0  # seconds for which the load generator was held up and did not ask
    dropped_questions: int = 0  # which found no room in the server's sockets
    dropped_replies: int = 0  # which found none in the load generator's
    seconds: tuple = ()  # answers and processor time of each second

    @property
    def cpu(self):
        return self.user + self.system


def udp(bench, running, workload, seconds, warm_up=0.3, rate=0):
    """Full load, or so many questions a second."""
    command = [bench.tool("udp_load"), "-p", str(running.port), "-l", str(seconds),
               "-w", str(warm_up), "-d", bench.zones.path(workload.questions + ".questions")]
    command += ["-r", str(rate)] if rate else ["-q", str(workload.outstanding)]
    command += ["-D"] * workload.dnssec + ["-e"] * running.server.echo
    meter = processes.Meter(running.process.pid, bench.core, running.server.beside())
    found, used, ticks, drops = None, None, [], 0
    with subprocess.Popen(processes.pinned(str(bench.client), command), stdout=subprocess.PIPE,
                          text=True) as process:
        for line in process.stdout:
            if line.startswith("START"):
                meter.begin()
                drops = processes.dropped_datagrams(running.port)
            elif line.startswith("TICK"):
                ticks.append((int(line.split()[1]), sum(meter.so_far()[1:3])))
            elif line.startswith("END"):
                used = meter.so_far()
            else:
                found = json.loads(line)
    if not found:
        raise RuntimeError(f"udp_load ended with status {process.returncode}")
    return result(found["received"], found["received"] / found["seconds"], used,
                  lost=found["lost"], wrong=found["wrong"], octets=found["octets"],
                  p50=found["p50"], p99=found["p99"], p999=found["p999"], longest=found["max"],
                  usual_p99=found["usual_p99"], skipped=found["skipped"],
                  dropped_questions=processes.dropped_datagrams(running.port) - drops,
                  dropped_replies=found["dropped"], seconds=each(ticks))


def each(ticks):
    """Answers and microseconds an answer in each second, out of the running totals."""
    before = (0, 0)
    found = []
    for tick in ticks:
        answers, cpu = (b - a for a, b in zip(before, tick))
        found.append((answers, cpu / max(1, answers) * 1e6))
        before = tick
    return tuple(found)


def tcp(bench, running, workload, seconds):
    """Full load by TCP."""
    return dnsperf(bench, running, workload.questions, "NOERROR", "-m", "tcp", "-l", str(seconds),
                   "-c", str(workload.connections), "-q", str(workload.outstanding))


def once(bench, running, questions, code):
    """Each question of a file once by UDP, with DO; the response code that is due."""
    return dnsperf(bench, running, questions, code, "-n", "1", "-D", "-e", "-c", "4", "-q", "50")


def dnsperf(bench, running, questions, code, *options):
    """dnsperf, which knows TCP and when a file ends; at full load."""
    command = [processes.which("dnsperf"), "-s", "127.0.0.1", "-p", str(running.port), "-T", "1",
               "-t", "2", "-d", bench.zones.path(questions + ".questions"), *options]
    meter = processes.Meter(running.process.pid, bench.core)
    done = subprocess.run(processes.pinned(str(bench.client), command), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    used = meter.so_far()
    received = int(figure(done.stdout, r"Queries completed:\s+(\d+)"))
    good = int(figure(done.stdout, rf"{code} (\d+)"))
    return result(received, figure(done.stdout, r"Queries per second:\s+([\d.]+)"), used,
                  lost=int(figure(done.stdout, r"Queries lost:\s+(\d+)")),
                  wrong=received - good)


def figure(text, pattern):
    found = re.search(pattern, text)
    return float(found.group(1)) if found else 0


def result(received, rate, used, **others):
    wall, user, system, beside, foreign = used
    answers = max(1, received)
    return Result(questions_a_second=rate, user=user / answers * 1e6,
                  system=system / answers * 1e6, utilization=(user + system) / wall,
                  beside=beside / answers * 1e6, foreign=foreign, **others)
