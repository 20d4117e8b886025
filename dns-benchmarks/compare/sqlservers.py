"""Our server and PowerDNS on one database, with the same caches."""

import os

import processes
from servers import ADDRESS, TOP, Polder, PowerDns

CACHES = {
    "default": "",
    "cold": "cache-ttl=0\nquery-cache-ttl=0\nnegquery-cache-ttl=0\n",
    "query": "cache-ttl=0\nquery-cache-ttl=3600\nnegquery-cache-ttl=3600\n",
    "packet": "cache-ttl=3600\nquery-cache-ttl=0\nnegquery-cache-ttl=0\n",
}


def common(at, store, caches):
    return f"""{store.settings(at.zone_set)}local-address={ADDRESS}
local-port={at.port}
socket-dir={at.directory}
receiver-threads=1
max-cache-entries=4000000
max-packet-cache-entries=4000000
{CACHES[caches]}"""


class PolderOnSql(Polder):
    def __init__(self, name, java_home, store, caches, threads, java_options="",
                 top=TOP):
        super().__init__(name, java_home, java_options)
        self.store = store
        self.caches = caches
        self.threads = threads
        self.top = top

    def prepare(self, at):
        at.write("pdns.conf", common(at, self.store, self.caches)
                 + f"distributor-threads={self.threads}\n")
        program = os.path.join(at.directory, "pdns_server")
        os.symlink(os.path.join(self.top, "bin", "polder"), program)
        return [program, f"--config-dir={at.directory}"]

    def beside(self):
        return self.store.processes()


class PowerDnsOnSql(PowerDns):
    """With one thread for look-ups, which then is the one that receives: the cheapest way."""

    def __init__(self, store, caches, threads):
        self.store = store
        self.caches = caches
        self.threads = threads

    def prepare(self, at):
        at.write("pdns.conf", common(at, self.store, self.caches) + f"""webserver=no
loglevel=0
disable-syslog=yes
security-poll-suffix=
distributor-threads={self.threads}
reuseport=yes
""")
        return [processes.which("pdns_server"), f"--config-dir={at.directory}", "--daemon=no",
                "--guardian=no", "--write-pid=no"]

    def beside(self):
        return self.store.processes()
