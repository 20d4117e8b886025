"""Starts the servers that are compared: each set of zones gets an instance of its own on loopback."""

import os
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import time

IDENTITY = "conformance-id"
VERSION = "conformance-version"
ADDRESS = "127.0.0.1"
PEERS = ("nsd", "knot", "bind", "pdns")


class ZoneFile:
    """A zone to be served: its origin without the last dot ("" for the root), its file, who cannot read it."""

    def __init__(self, origin, path, not_for=(), signed=False):
        self.origin = origin
        self.path = path
        self.not_for = frozenset(not_for)
        self.signed = signed
        self.nsec3 = signed and "nsec3" in origin

    @property
    def dotted(self):
        return self.origin + "."


class ZoneSet:
    """Zones that one instance of each server serves together, and how.

    udp_limit is the largest UDP answer in octets; with any_to_tcp a question for ANY over UDP gets an empty
    truncated answer from the servers that can do that.
    """

    def __init__(self, name, zones, udp_limit=1232, any_to_tcp=False):
        self.name = name
        self.zones = zones
        self.udp_limit = udp_limit
        self.store = "gsqlite3"  # of our own server
        self.any_to_tcp = "yes" if any_to_tcp else "no"

    def zones_for(self, server):
        return [z for z in self.zones if server not in z.not_for]


def not_for(path):
    """The servers named in a first line such as "; not-for: nsd knot"."""
    with open(path, encoding="latin-1") as f:
        found = re.match(r";\s*not-for:\s*(.*)", f.readline())
    return found.group(1).split() if found else ()


_given = set()


def free_port():
    """A port that is free for UDP and TCP on the loopback address, is given to nobody else here, and is not one
    of those that the kernel gives to clients: a server that starts late must still find it free."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as f:
        below = int(f.read().split()[0])
    while True:
        port = random.randrange(below // 2, below)
        if port in _given:
            continue
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            try:
                tcp.bind((ADDRESS, port))
                udp.bind((ADDRESS, port))
            except OSError:
                continue
        _given.add(port)
        return port


class Server:
    """One running instance. A subclass writes its configuration and names its command."""

    name = "?"

    def __init__(self, zone_set, workdir):
        self.zone_set = zone_set
        self.zones = zone_set.zones_for(self.name)
        self.dir = os.path.join(workdir, f"{self.name}-{zone_set.name}")
        os.makedirs(self.dir, exist_ok=True)
        self.port = free_port()
        self.process = None
        self.failure = ""

    def write(self, file, text):
        path = os.path.join(self.dir, file)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def prepare(self):
        """Writes the configuration; returns the command to run in the foreground."""
        raise NotImplementedError

    def start(self):
        command = self.prepare()
        self.log = open(os.path.join(self.dir, "log"), "wb")
        self.process = subprocess.Popen(
            command, cwd=self.dir, stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True)

    def wait_until_ready(self, seconds=120):
        """Waits until every zone is answered for with authority."""
        if self.failure:
            raise RuntimeError(f"{self.name} does not start: {self.failure}")
        deadline = time.monotonic() + seconds
        waiting = list(self.zones)
        while waiting:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended at start:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                names = ", ".join(z.dotted for z in waiting)
                raise RuntimeError(f"{self.name} does not answer for {names}\n{self.log_tail()}")
            waiting = [z for z in waiting if not self.answers_for(z)]
            if waiting:
                time.sleep(0.1)

    def answers_for(self, zone):
        qname = b"".join(bytes([len(x)]) + x for x in zone.origin.encode().split(b".") if x) + b"\0"
        query = struct.pack(">6H", 4711, 0, 1, 0, 0, 0) + qname + struct.pack(">2H", 6, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.5)
            try:
                s.connect((ADDRESS, self.port))
                s.send(query)
                answer = s.recv(65535)
            except OSError:
                return False
        return len(answer) > 12 and answer[2] & 4 and answer[3] & 15 == 0 and answer[6:8] == b"\0\1"

    def log_tail(self):
        self.log.flush()
        with open(os.path.join(self.dir, "log"), "rb") as f:
            return f.read()[-3000:].decode("utf-8", "replace")

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.log.close()
        self.process = None

    def version(self):
        return ""


def first_line(*command):
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
    return out.strip().splitlines()[0] if out.strip() else "?"


class Nsd(Server):
    name = "nsd"

    def prepare(self):
        zones = "".join(
            f'zone:\n  name: "{z.dotted}"\n  zonefile: "{z.path}"\n' for z in self.zones)
        conf = self.write("nsd.conf", f"""server:
  ip-address: {ADDRESS}@{self.port}
  username: ""
  chroot: ""
  server-count: 1
  zonesdir: "{self.dir}"
  database: ""
  pidfile: ""
  zonelistfile: "{self.dir}/zone.list"
  xfrdfile: "{self.dir}/xfrd.state"
  xfrdir: "{self.dir}"
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  ipv4-edns-size: {self.zone_set.udp_limit}
  nsid: "ascii_{IDENTITY}"
  identity: "{IDENTITY}"
  version: "{VERSION}"
  tcp-count: 100
  minimal-responses: yes
remote-control:
  control-enable: no
{zones}""")
        return ["nsd", "-d", "-c", conf]

    def version(self):
        return first_line("nsd", "-v")


class Knot(Server):
    name = "knot"

    def prepare(self):
        zones = "".join(
            f'  - domain: "{z.dotted}"\n    file: "{z.path}"\n' for z in self.zones)
        conf = self.write("knot.conf", f"""server:
  listen: {ADDRESS}@{self.port}
  rundir: "{self.dir}"
  pidfile: "{self.dir}/pid"
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
  udp-max-payload: {self.zone_set.udp_limit}
  nsid: "{IDENTITY}"
  identity: "{IDENTITY}"
  version: "{VERSION}"
control:
  listen: "{self.dir}/sock"
database:
  storage: "{self.dir}"
log:
  - target: stderr
    any: info
template:
  - id: default
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
    semantic-checks: off
zone:
{zones}""")
        return ["knotd", "-c", conf]

    def version(self):
        return first_line("knotd", "--version")


class Bind(Server):
    name = "bind"

    def prepare(self):
        zones = "".join(
            f'zone "{z.dotted}" {{ type primary; file "{z.path}"; }};\n' for z in self.zones)
        conf = self.write("named.conf", f"""options {{
  directory "{self.dir}";
  listen-on port {self.port} {{ {ADDRESS}; }};
  listen-on-v6 {{ none; }};
  pid-file none;
  session-keyfile none;
  recursion no;
  allow-transfer {{ none; }};
  notify no;
  minimal-responses no-auth;
  minimal-any no;
  answer-cookie no;
  zero-no-soa-ttl no;
  dnssec-validation no;
  empty-zones-enable no;
  check-names primary ignore;
  check-integrity no;
  check-mx ignore;
  check-mx-cname ignore;
  check-srv-cname ignore;
  check-sibling no;
  check-wildcard no;
  max-records-per-type 0;
  max-types-per-name 0;
  max-udp-size {self.zone_set.udp_limit};
  edns-udp-size {self.zone_set.udp_limit};
  server-id "{IDENTITY}";
  hostname "{IDENTITY}";
  version "{VERSION}";
  tcp-clients 100;
}};
controls {{ }};
{zones}""")
        return ["named", "-g", "-n", "1", "-c", conf]

    def version(self):
        return first_line("named", "-v")


class PowerDns(Server):
    name = "pdns"

    def prepare(self):
        zones = "".join(
            f'zone "{z.dotted}" {{ type master; file "{z.path}"; }};\n' for z in self.zones)
        named = self.write("named.conf", zones)
        self.write("pdns.conf", f"""launch=bind
bind-config={named}
bind-dnssec-db={self.dir}/dnssec.db
local-address={ADDRESS}:{self.port}
socket-dir={self.dir}
dname-processing=yes
any-to-tcp={self.zone_set.any_to_tcp}
udp-truncation-threshold={self.zone_set.udp_limit}
server-id={IDENTITY}
version-string={VERSION}
security-poll-suffix=
8bit-dns=yes
max-tcp-connections=100
receiver-threads=1
loglevel=3
""")
        database = os.path.join(self.dir, "dnssec.db")
        if os.path.exists(database):
            os.remove(database)
        for z in [None] + [z for z in self.zones if z.signed]:
            verb = ["create-bind-db", database] if z is None else ["set-presigned", z.dotted]
            subprocess.run(["pdnsutil", f"--config-dir={self.dir}", *verb],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            if z is not None and z.nsec3:
                subprocess.run(["pdnsutil", f"--config-dir={self.dir}", "set-nsec3", z.dotted, "1 0 0 -"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return ["pdns_server", f"--config-dir={self.dir}", "--daemon=no", "--guardian=no",
                "--disable-syslog=yes", "--write-pid=no"]

    def version(self):
        return "PowerDNS " + first_line("pdns_server", "--version")


class Polder(Server):
    """Our own server, from a named.conf or from SQLite, loaded by its own operator command."""

    name = "ours"

    def prepare(self):
        polder = os.path.join(root(), "bin", "polder")
        if self.zone_set.store == "bind":
            named = self.write("named.conf", "".join(
                f'zone "{z.dotted}" {{ type master; file "{z.path}"; }};\n' for z in self.zones))
            store = f"launch=bind\nbind-config={named}"
        else:
            store = f"launch=gsqlite3\ngsqlite3-database={self.dir}/zones.sqlite"
        self.write("pdns.conf", f"""{store}
local-address={ADDRESS}:{self.port}
socket-dir={self.dir}
dname-processing=yes
any-to-tcp={self.zone_set.any_to_tcp}
udp-truncation-threshold={self.zone_set.udp_limit}
server-id={IDENTITY}
version-string={VERSION}
8bit-dns=yes
max-tcp-connections=100
""")
        if self.zone_set.store == "bind":
            return [polder, "serve", f"--config-dir={self.dir}"]
        command = [polder, "load-zone", f"--config-dir={self.dir}"]
        for z in self.zones:
            command += [z.dotted, z.path]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"load-zone: exit {done.returncode}\n{done.stdout}")
        return [polder, "serve", f"--config-dir={self.dir}"]

    def version(self):
        return "Polder " + first_line(os.path.join(root(), "bin", "polder"), "--version")


def root():
    """The top directory of the project."""
    return os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..", ".."))


KINDS = {c.name: c for c in (Nsd, Knot, Bind, PowerDns, Polder)}


def missing_programs():
    return [p for p in ("nsd", "knotd", "named", "pdns_server") if shutil.which(p) is None]
