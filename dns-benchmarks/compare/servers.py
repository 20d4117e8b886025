"""The servers that are compared: how each is configured and started.

All are given what an operator would give them for speed on as many cores as they may use: as many
workers as cores, no limits of rate or of log, short answers.
"""

import os
import re
import shutil
import socket
import struct
import subprocess
import time

import processes
from zones import PROBES

ADDRESS = "127.0.0.1"
HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.abspath(os.path.join(HERE, "..", ".."))


class Ports:
    """Ports of the loopback address, free for UDP and TCP."""

    def __init__(self, text):
        first, last = text.split("-")
        self.all = range(int(first), int(last) + 1)
        self.next = 0

    def take(self):
        for _ in self.all:
            port = self.all[self.next]
            self.next = (self.next + 1) % len(self.all)
            if self._free(port):
                return port
        raise RuntimeError("no port is free")

    @staticmethod
    def _free(port):
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            with socket.socket(socket.AF_INET, kind) as s:
                try:
                    s.bind((ADDRESS, port))
                except OSError:
                    return False
        return True


class Server:
    """A kind of server. A subclass writes its configuration and gives the command."""

    name = "?"
    echo = False  # whether it only sends questions back
    ours = False
    tcp = True

    def prepare(self, at):
        """Writes into at.directory; returns the command that stays in the foreground."""
        raise NotImplementedError

    def version(self):
        return ""

    def environment(self):
        return None

    def beside(self):
        """The processes that work for it, such as a database."""
        return []

    def reload(self, running):
        """Has the files read again that changed, unless the server looks at them by itself."""


class Limit(Server):
    """A program in C that sends back what it gets: nothing that answers can cost less."""

    name = "C"
    echo = True

    def __init__(self, tool, tcp):
        self.tool = tool
        self.tcp = tcp

    def prepare(self, at):
        return [self.tool, str(at.port)]


class Polder(Server):
    """Our own server as operators start it, under the name pdns_server."""

    ours = True

    def __init__(self, name, java_home, java_options="", settings=""):
        self.name = name
        self.java_home = java_home
        self.java_options = java_options
        self.settings = settings

    def environment(self):
        return os.environ | {"JAVA_HOME": self.java_home, "POLDER_JAVA_OPTS": self.java_options}

    def prepare(self, at):
        named = at.write("named.conf", zone_clauses("master", at.zones))
        at.write("pdns.conf", f"""launch=bind
bind-config={named}
bind-check-interval=0
local-address={ADDRESS}
local-port={at.port}
receiver-threads={at.cores}
max-tcp-connections=1000
{self.settings}
""")
        program = os.path.join(at.directory, "pdns_server")
        os.symlink(os.path.join(TOP, "bin", "polder"), program)
        return [program, f"--config-dir={at.directory}"]

    def version(self):
        java = first_line(os.path.join(self.java_home, "bin", "java"), "-version")
        return f"Polder, {java} {self.java_options} {self.settings}".rstrip()


class Nsd(Server):
    name = "NSD"

    def prepare(self, at):
        zones = "".join(f'zone:\n  name: "{name}"\n  zonefile: "{file}"\n'
                        for name, file in at.zones)
        conf = at.write("nsd.conf", f"""server:
  ip-address: {ADDRESS}@{at.port}
  reuseport: yes
  server-count: {at.cores}
  database: ""
  username: ""
  zonesdir: "{at.directory}"
  zonelistfile: "{at.directory}/zone.list"
  xfrdfile: "{at.directory}/xfrd.state"
  xfrdir: "{at.directory}"
  pidfile: "{at.directory}/pid"
  logfile: "{at.directory}/nsd.log"
  verbosity: 0
  rrl-ratelimit: 0
  minimal-responses: yes
  tcp-count: 1000
  tcp-timeout: 120
remote-control:
  control-enable: no
{zones}""")
        return [processes.which("nsd"), "-d", "-c", conf]

    def version(self):
        return first_line("nsd", "-v")


class Knot(Server):
    name = "Knot"

    def prepare(self, at):
        zones = "".join(f'  - domain: {name}\n    file: "{file}"\n' for name, file in at.zones)
        conf = at.write("knot.conf", f"""server:
  rundir: "{at.directory}"
  listen: {ADDRESS}@{at.port}
  udp-workers: {at.cores}
  tcp-workers: {at.cores}
  background-workers: {at.cores}
  tcp-max-clients: 1000
log:
  - target: "{at.directory}/knot.log"
    any: error
database:
  storage: "{at.directory}"
template:
  - id: default
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
{zones}""")
        return [processes.which("knotd"), "-c", conf]

    def reload(self, running):
        subprocess.run([processes.which("knotc"), "-c", f"{running.directory}/knot.conf",
                        "zone-reload"], check=False, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def version(self):
        return first_line("knotd", "--version")


class Bind(Server):
    name = "BIND"

    def prepare(self, at):
        conf = at.write("named.conf", f"""options {{
  directory "{at.directory}";
  listen-on port {at.port} {{ {ADDRESS}; }};
  listen-on-v6 {{ none; }};
  pid-file none;
  session-keyfile none;
  recursion no;
  notify no;
  minimal-responses yes;
  dnssec-validation no;
  querylog no;
  zone-statistics none;
  tcp-clients 2000;
  masterfile-format text;
  check-integrity no;
}};
controls {{ }};
logging {{ category default {{ null; }}; category unmatched {{ null; }}; }};
{zone_clauses("primary", at.zones)}""")
        return [processes.which("named"), "-f", "-n", str(at.cores), "-c", conf]

    def version(self):
        return first_line("named", "-v")


class PowerDns(Server):
    """With the caches it needs to keep up, and signed zones served as they are."""

    name = "PowerDNS"

    def prepare(self, at):
        named = at.write("named.conf", zone_clauses("master", at.zones))
        signed = at.zone_set == "signed"
        database = os.path.join(at.directory, "dnssec.db")
        at.write("pdns.conf", f"""launch=bind
bind-config={named}
bind-check-interval=0
{f"bind-dnssec-db={database}" if signed else ""}
local-address={ADDRESS}
local-port={at.port}
socket-dir={at.directory}
webserver=no
loglevel=0
disable-syslog=yes
security-poll-suffix=
receiver-threads={at.cores}
distributor-threads=1
reuseport=yes
cache-ttl=300
query-cache-ttl=300
negquery-cache-ttl=300
max-cache-entries=4000000
max-packet-cache-entries=4000000
zone-cache-refresh-interval=3600
max-tcp-connections=1000
max-tcp-connection-duration=0
max-tcp-transactions-per-conn=0
""")
        if signed:
            for verb in (["create-bind-db", database], ["set-presigned", "big.example"],
                         ["set-nsec3", "big.example", "1 0 0 -"]):
                subprocess.run(["pdnsutil", f"--config-dir={at.directory}", *verb], check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [processes.which("pdns_server"), f"--config-dir={at.directory}", "--daemon=no",
                "--guardian=no", "--write-pid=no"]

    def version(self):
        found = re.search(r"PowerDNS Authoritative Server \S+", first_line("pdns_server", "--version"))
        return found.group() if found else "PowerDNS"


def zone_clauses(kind, zones):
    return "".join(f'zone "{name}" {{ type {kind}; file "{file}"; }};\n' for name, file in zones)


def first_line(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    return (done.stdout.strip().splitlines() or ["?"])[0]


class Running:
    """A server that was started on a set of zones."""

    def __init__(self, server, zone_set, bench, cores=None, patience=120, step=0.01):
        self.server = server
        self.name = server.name
        self.zone_set = zone_set
        self.zones = bench.zones.of(zone_set)
        self.port = bench.ports.take()
        self.core = bench.core
        cpus = cores or str(bench.core)
        self.cores = len(cpus.split(","))
        self.directory = os.path.join(bench.work, "run", f"{server.name}-{zone_set}")
        shutil.rmtree(self.directory, ignore_errors=True)
        os.makedirs(self.directory)
        command = server.prepare(self)
        self.log = open(os.path.join(self.directory, "out"), "wb")
        begin = time.monotonic()
        self.process = subprocess.Popen(
            processes.pinned(cpus, command), stdout=self.log, stderr=self.log,
            stdin=subprocess.DEVNULL, cwd=self.directory, env=server.environment())
        try:
            self._wait(begin + patience, step)
        except RuntimeError:
            self.stop()
            raise
        self.seconds_to_answer = time.monotonic() - begin

    def write(self, name, text):
        path = os.path.join(self.directory, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def _wait(self, deadline, step):
        """Asks until there is an answer with a record in it."""
        labels = PROBES[self.zone_set].encode().split(b".")
        name = b"".join(bytes([len(x)]) + x for x in labels) + b"\0"
        question = struct.pack(">6H", 4711, 0, 1, 0, 0, 0) + name + struct.pack(">2H", 1, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.connect((ADDRESS, self.port))
            s.settimeout(step)
            while time.monotonic() < deadline:
                if self.process.poll() is not None:
                    raise RuntimeError(f"{self.name} ended at its start: {self.last_words()}")
                try:
                    s.send(question)
                    reply = s.recv(4096)
                    if self.server.echo or (reply[3] & 15 == 0 and reply[7] > 0):
                        return
                    time.sleep(step)
                except OSError:
                    time.sleep(step / 4)
        raise RuntimeError(f"{self.name} gives no answer for {self.zone_set}: {self.last_words()}")

    def last_words(self):
        with open(os.path.join(self.directory, "out"), "rb") as f:
            return f.read()[-600:].decode("utf-8", "replace").strip()

    def memory(self):
        return processes.memory(processes.family(self.process.pid))

    def stop(self):
        processes.end(self.process)
        self.log.close()
