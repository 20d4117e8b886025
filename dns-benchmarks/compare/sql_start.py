"""Start on a database of many zones: our server and pdns_server on the same PostgreSQL."""

import argparse
import os
import pathlib
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIMIT_SECONDS = 180

FILL = """
set session_replication_role = replica; -- no checks of references row by row
insert into domains (id, name, type) select i, 'zone' || i || '.example', 'NATIVE'
  from generate_series(1, {zones}) as i;
insert into records (domain_id, name, type, content, ttl, auth, ordername)
  select i, 'zone' || i || '.example', 'SOA',
    'ns1.example hostmaster.example 1 10800 3600 604800 3600', 3600, true, ''
  from generate_series(1, {zones}) as i;
insert into records (domain_id, name, type, content, ttl, auth, ordername)
  select i, 'zone' || i || '.example', 'NS', 'ns1.example', 3600, true, ''
  from generate_series(1, {zones}) as i;
insert into records (domain_id, name, type, content, ttl, auth, ordername)
  select i, 'www.zone' || i || '.example', 'A', '192.0.2.1', 300, true, 'www'
  from generate_series(1, {zones}) as i;
select setval('domains_id_seq', {zones});
analyze;
"""


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def schema():
    folder = ROOT / "dns-backend-sql/src/main/resources/org/polderdns/backend/sql"
    return (folder / "postgresql.sql").read_text()


class Postgresql:
    """A server of its own, with its files in a directory that is deleted afterwards."""

    def __init__(self, zones, kept):
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not programs:
            sys.exit("PostgreSQL is missing")
        self.bin = programs[-1].parent
        self.kept = bool(kept)
        self.home = pathlib.Path(kept or tempfile.mkdtemp(prefix="polder-sql-start-"))
        self.home.mkdir(exist_ok=True)
        self.port = free_port()
        if os.getuid() == 0:
            shutil.chown(self.home, "postgres", "postgres")
        filled = (self.home / "filled").exists()
        if not filled:
            self.run(self.bin / "initdb", "-D", self.home / "data", "-A", "trust", "-U", "powerdns")
        options = (f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.home}"
                   " -c fsync=off -c shared_buffers=256MB -c max_wal_size=4GB")
        self.run(self.bin / "pg_ctl", "-D", self.home / "data", "-w", "-l", self.home / "log",
                 "-o", options, "start")
        if filled:
            return
        self.psql(schema())
        began = time.monotonic()
        self.psql(FILL.format(zones=zones))
        self.run("touch", self.home / "filled")
        print(f"{zones} zones of 3 records filled in {time.monotonic() - began:.1f} s", flush=True)

    def run(self, *command, text=None):
        words = [str(word) for word in command]
        if os.getuid() == 0:
            words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + words
        subprocess.run(words, input=text, text=True, check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def psql(self, text):
        self.run(self.bin / "psql", "-q", "-h", self.home, "-p", self.port, "-U", "powerdns",
                 "-v", "ON_ERROR_STOP=1", "-d", "postgres", text=text)

    def close(self):
        self.run(self.bin / "pg_ctl", "-D", self.home / "data", "-m", "fast", "stop")
        if not self.kept:
            shutil.rmtree(self.home, ignore_errors=True)


def settings(database, port, work):
    return {
        "launch": "gpgsql",
        "gpgsql-host": "127.0.0.1",
        "gpgsql-port": str(database.port),
        "gpgsql-dbname": "postgres",
        "gpgsql-user": "powerdns",
        "local-address": "127.0.0.1",
        "local-port": str(port),
        "socket-dir": str(work),
        "config-dir": str(work),
    }


def question(number, name):
    labels = b"".join(bytes([len(x)]) + x.encode() for x in name.split("."))
    return struct.pack(">HHHHHH", number, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", 1, 1)


def ask(sock, number, name, seconds=0.05):
    """Whether the right answer comes."""
    sock.settimeout(seconds)
    try:
        sock.send(question(number, name))
        reply = sock.recv(4096)
        while reply[:2] != struct.pack(">H", number):  # that of one given up
            reply = sock.recv(4096)
    except OSError:
        return False
    flags, _, answers = struct.unpack(">HHH", reply[2:8])
    return flags & 15 == 0 and answers == 1 and reply[-4:] == bytes([192, 0, 2, 1])


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(kind, command, database, zones):
    """Seconds to the first answer and to the list, MiB then, and what it says meanwhile."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="polder-sql-start-"))
    port = free_port()
    words = command + [f"--{key}={value}" for key, value in settings(database, port, work).items()]
    log = work / "log"
    began = time.monotonic()
    with open(log, "wb") as out:
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT)
    try:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.connect(("127.0.0.1", port))
        number = 0
        last = f"www.zone{zones}.example"
        while not ask(sock, number := number + 1 & 0xFFFF, last):
            if process.poll() is not None or time.monotonic() - began > LIMIT_SECONDS:
                sys.exit(f"{kind} did not answer:\n{log.read_text()}")
            time.sleep(0.005)
        first = time.monotonic() - began
        early = resident(process.pid)
        wrong = 0
        asked = 0
        listed = None
        while listed is None:
            asked += 1
            wrong += not ask(sock, number := number + 1 & 0xFFFF,
                             f"www.zone{1 + asked * 7919 % zones}.example", 1.0)
            if is_listed(kind, log, database):
                listed = time.monotonic() - began
            elif time.monotonic() - began > LIMIT_SECONDS:
                sys.exit(f"{kind} has no list:\n{log.read_text()}")
            time.sleep(0.02)
        time.sleep(1)
        return {
            "first": first,
            "listed": listed,
            "asked": asked,
            "wrong": wrong,
            "early": early,
            "memory": resident(process.pid),
            "cpu": processor_seconds(process.pid),
        }
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(work, ignore_errors=True)


def is_listed(kind, log, database):
    text = log.read_text(errors="replace")
    if kind == "ours":
        return "event=zones-read " in text
    return "Done launching threads" in text  # it reads its list before it answers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--java-home", default="", help="the Java that runs ours")
    parser.add_argument("--keep", default="", help="a directory for the database, used again")
    options = parser.parse_args()
    if options.java_home:
        os.environ["JAVA_HOME"] = options.java_home
    commands = {
        "ours": [str(ROOT / "bin/polder"), "serve"],
        "PowerDNS": ["/usr/sbin/pdns_server", "--guardian=no", "--daemon=no", "--loglevel=6"],
    }
    subprocess.run([str(ROOT / "bin/polder"), "--version"], check=True)
    database = Postgresql(options.zones, options.keep)
    results = {kind: [] for kind in commands}
    try:
        if options.rounds:
            for kind, command in commands.items():  # not counted: makes archives, fills caches
                start(kind, command, database, options.zones)
        for round_number in range(options.rounds):
            for kind, command in commands.items():
                result = start(kind, command, database, options.zones)
                results[kind].append(result)
                print(f"round {round_number + 1} {kind}: first answer {result['first']:.2f} s, list"
                      f" {result['listed']:.2f} s, {result['asked']} questions meanwhile,"
                      f" {result['wrong']} not answered, {result['early']:.0f} to"
                      f" {result['memory']:.0f} MiB, {result['cpu']:.1f} s of CPU", flush=True)
    finally:
        database.close()
    if not options.rounds:
        return
    median = {kind: {key: statistics.median(result[key] for result in found)
                     for key in found[0]} for kind, found in results.items()}
    print("\n| | first answer s | list s | MiB then | CPU s |\n| --- | --: | --: | --: | --: |")
    for kind, found in median.items():
        print(f"| {kind} | {found['first']:.2f} | {found['listed']:.2f} | {found['memory']:.0f}"
              f" | {found['cpu']:.1f} |")
    ours, theirs = median["ours"], median["PowerDNS"]
    print("| ours / PowerDNS | " + " | ".join(
        f"{ours[key] / theirs[key]:.2f}" for key in ("first", "listed", "memory", "cpu")) + " |")


if __name__ == "__main__":
    main()
