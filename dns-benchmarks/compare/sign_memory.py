"""Zones in memory that are signed by the server: what an answer costs beside the same zone signed
beforehand and beside pdns_server, how long signing takes, and what a change costs."""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOL = ROOT / "dns-benchmarks/target/tools/udp_load"
POLDER = ROOT / "bin/polder"
TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE, CLIENT_CORE = "0", "1"


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout


class Zone:
    """A zone of so many names in a directory, unsigned with a key, and signed with BIND's program."""

    def __init__(self, directory, names, presign):
        self.directory = directory
        self.names = names
        self.settings = f"launch=bind\nbind-config={directory}/named.conf\n" \
                        f"bind-dnssec-db={directory}/keys.db\nbind-check-interval=1\n"
        self.write(1)
        if (directory / "missing").exists():
            return
        (directory / "named.conf").write_text(self.config("big.example"))
        (directory / "pdns.conf").write_text(self.settings)
        run("pdnsutil", f"--config-dir={directory}", "create-bind-db", directory / "keys.db")
        os.chmod(directory / "keys.db", 0o600)
        run("pdnsutil", f"--config-dir={directory}", "secure-zone", "big.example")
        run("pdnsutil", f"--config-dir={directory}", "set-nsec3", "big.example", "1 0 0 -")
        if presign:
            self.presign()
        step = max(1, names // 50000)
        (directory / "existing").write_text(
            "".join(f"n{i}.big.example A\n" for i in range(0, names, step)))
        (directory / "missing").write_text("x0000000.big.example A\n")

    def config(self, file):
        return f'options {{ directory "{self.directory}"; }};\n' \
               f'zone "big.example" {{ type native; file "{file}"; }};\n'

    def write(self, serial):
        """All names, of which one changes with the serial."""
        new = self.directory / "new"
        with open(new, "w", encoding="ascii") as out:
            out.write(f"$TTL 300\n@ SOA ns1 hostmaster {serial} 7200 900 1209600 300\n"
                      f"@ NS ns1\nns1 A 192.0.2.1\nserial TXT {serial}\n")
            for i in range(self.names):
                out.write(f"n{i} A 192.0.{i // 250 % 250}.{i % 250}\n")
        os.replace(new, self.directory / "big.example")

    def presign(self):
        keys = self.directory / "keys"
        keys.mkdir()
        run("dnssec-keygen", "-q", "-K", keys, "-a", "13", "-f", "KSK", "big.example")
        run("dnssec-signzone", "-S", "-z", "-P", "-q", "-K", keys, "-d", keys, "-3", "-", "-H", "0", "-o",
            "big.example", "-f", self.directory / "signed", self.directory / "big.example")


class Server:
    """A running server, pinned to a core while it answers."""

    def __init__(self, zone, name, program, settings, core=SERVER_CORE):
        self.port = free_port()
        self.directory = zone.directory / name
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir()
        (self.directory / "pdns.conf").write_text(
            settings + f"local-address=127.0.0.1\nlocal-port={self.port}\n"
                       f"socket-dir={self.directory}\n")
        command = program
        if program == "polder":
            command = str(self.directory / "pdns_server")
            os.symlink(POLDER, command)
        self.log = open(self.directory / "log", "w", encoding="utf-8")
        pin = ["taskset", "-c", core] if core else []
        self.process = subprocess.Popen(
            pin + [command, f"--config-dir={self.directory}"], stdout=self.log, stderr=self.log)

    def dig(self, *words):
        return subprocess.run(
            ["dig", "@127.0.0.1", "-p", str(self.port), "+tries=1", "+time=1", *words],
            text=True, stdout=subprocess.PIPE, check=False).stdout

    def await_answer(self, text, *words, seconds=170, pause=0.05):
        end = time.monotonic() + seconds
        while text not in self.dig(*words):
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit(f"no {text} from {self.directory}")
            time.sleep(pause)

    def shown(self, name):
        return int(run("pdns_control", f"--config-dir={self.directory}", "show", name))

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024
        return 0

    def load(self, questions, seconds, warm_up=0.5):
        """Microseconds of processor time an answer, and answers a second."""
        command = ["taskset", "-c", CLIENT_CORE, str(TOOL), "-p", str(self.port), "-d",
                   str(questions), "-l", str(seconds), "-w", str(warm_up), "-D"]
        begun = ended = 0
        found = {}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                if line.startswith("START"):
                    begun = self.cpu()
                elif line.startswith("END"):
                    ended = self.cpu()
                elif line.startswith("{"):
                    found = json.loads(line)
        return (ended - begun) / found["received"] * 1e6, found["received"] / found["seconds"]

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def answers(zone, options):
    """Answers of the signed zone beside the same zone signed beforehand, and PowerDNS."""
    presigned = zone.directory / "presigned.conf"
    presigned.write_text(zone.config("signed"))
    servers = {
        "ours, signed by BIND": Server(
            zone, "a", "polder", f"launch=bind\nbind-config={presigned}\n"),
        "ours, signed by itself": Server(zone, "b", "polder", zone.settings),
        "PowerDNS": Server(
            zone, "c", "pdns_server", zone.settings + "distributor-threads=1\n"
            "receiver-threads=1\nlog-dns-details=no\nloglevel=3\n"),
    }
    try:
        for server in servers.values():
            server.await_answer("NSEC3", "+dnssec", "none.big.example", "A")
        while servers["ours, signed by itself"].shown("signed-zones") != 1:
            time.sleep(0.1)
        for work in ("existing", "missing"):
            for server in servers.values():  # until the compiler has done its work
                server.load(zone.directory / work, options.seconds)
            found = {name: [] for name in servers}
            for _ in range(options.rounds):
                for name, server in servers.items():
                    found[name].append(server.load(zone.directory / work, options.seconds))
            base = found["ours, signed by BIND"]
            for name, measures in found.items():
                ratios = [one[0] / other[0] for one, other in zip(measures, base)]
                print(f"| {work} | {name} | {statistics.median(m[0] for m in measures):.2f} "
                      f"| {statistics.median(m[1] for m in measures):.0f} "
                      f"| {statistics.median(ratios):.2f} |")
    finally:
        for server in servers.values():
            server.close()


def signing(zone):
    """How long it takes to sign the zone, and one change of it."""
    server = Server(zone, "d", "polder", zone.settings, core="")
    try:
        began = time.monotonic()
        while server.process.poll() is None and '"1"' not in server.dig("serial.big.example", "TXT"):
            time.sleep(0.05)
        loaded, memory, cpu = time.monotonic() - began, server.memory(), server.cpu()
        while server.shown("signed-zones") != 1:
            time.sleep(0.1)
        print(f"names {zone.names}: first answer after {loaded:.1f} s, signed after "
              f"{time.monotonic() - began:.1f} s, processor time of signing "
              f"{server.cpu() - cpu:.1f} s, memory {memory} -> {server.memory()} MiB, "
              f"signed version {server.shown('signed-zone-bytes') >> 20} MiB")
        for serial in (2, 3, 4):
            cpu = server.cpu()
            zone.write(serial)
            began = time.monotonic()
            server.await_answer(f'"{serial}"', "serial.big.example", "TXT", pause=0.02)
            time.sleep(0.5)
            print(f"change {serial}: visible after {time.monotonic() - began - 0.5:.2f} s, "
                  f"processor time {server.cpu() - cpu:.2f} s, whole zones signed "
                  f"{server.shown('zone-signings')}")
    finally:
        server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--parts", default="answers,signing")
    parser.add_argument("--keep", help="a directory that is made, or used again")
    options = parser.parse_args()
    if options.keep:
        pathlib.Path(options.keep).mkdir(exist_ok=True)
    kept = contextlib.nullcontext(options.keep)
    with kept if options.keep else tempfile.TemporaryDirectory(prefix="polder-sign-") as directory:
        parts = options.parts.split(",")
        zone = Zone(pathlib.Path(directory), options.names, "answers" in parts)
        if "answers" in parts:
            print("| questions | server | CPU µs | answers/s | ratio |\n|---|---|---|---|---|")
            answers(zone, options)
        if "signing" in parts:
            signing(zone)


main()
