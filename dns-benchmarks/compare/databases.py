"""Databases with zones in the tables of PowerDNS, filled by its own tools."""

import glob
import os
import pwd
import shutil
import subprocess

import processes
from servers import ADDRESS, TOP

SCHEMAS = os.path.join(TOP, "dns-backend-sql/src/main/resources/org/polderdns/backend/sql")

# Rows of empty non-terminals are not counted: zone2sql writes none.
RECORDS = "select count(*) from records where type is not null"


class Sqlite:
    """A file for each set of zones."""

    name = "SQLite"
    kind = "gsqlite3"
    schema = os.path.join(SCHEMAS, "sqlite.sql")

    def __init__(self, bench):
        self.directory = os.path.join(bench.work, "sqlite")
        os.makedirs(self.directory, exist_ok=True)

    def path(self, database):
        return os.path.join(self.directory, database + ".db")

    def create(self, database):
        """Makes the tables anew, without rows."""
        for file in glob.glob(self.path(database) + "*"):
            os.remove(file)
        self.run(database, open_file(self.schema))
        self.run(database, None, "pragma journal_mode = wal")

    def fill(self, database, named):
        """Has Debian's zone2sql write the rows of a named.conf's zones; the tables are empty."""
        with zone2sql("--gsqlite", named) as rows:
            self.run(database, rows.stdout)

    def analyze(self, database):
        self.run(database, None, "analyze")

    def has(self, database):
        return os.path.exists(self.path(database) + ".done")

    def done(self, database):
        open_file(self.path(database) + ".done", "w").close()

    def run(self, database, statements, *arguments):
        subprocess.run([processes.which("sqlite3"), self.path(database), *arguments], check=True,
                       stdin=statements, stdout=subprocess.DEVNULL)

    def count(self, database):
        found = subprocess.run(
            [processes.which("sqlite3"), self.path(database), RECORDS],
            check=True, stdout=subprocess.PIPE, text=True)
        return int(found.stdout)

    def settings(self, database):
        return f"launch=gsqlite3\ngsqlite3-database={self.path(database)}\n"

    def processes(self):
        """Those whose time is not counted as the server's."""
        return []

    def version(self):
        found = subprocess.run([processes.which("sqlite3"), "--version"], check=True,
                               stdout=subprocess.PIPE, text=True)
        return "Debian's tool: SQLite " + found.stdout.split()[0]

    def stop(self):
        """There is no process to end."""


class Postgresql:
    """A server of its own with Debian's programs, and a database for each set of zones."""

    name = "PostgreSQL"
    kind = "gpgsql"

    def __init__(self, bench):
        self.port = bench.ports.take()
        self.cores = str(bench.core)
        self.directory = os.path.join(bench.work, "postgresql")
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.data = os.path.join(self.directory, "data")
        if not os.path.exists(os.path.join(self.data, "PG_VERSION")):
            self._initialize()
        self.log = open_file(os.path.join(self.directory, "log"), "a")
        self.process = subprocess.Popen(
            ["taskset", "-c", self.cores, *self._as_owner(
                os.path.join(self.programs, "postgres"), "-D", self.data, "-p", str(self.port),
                "-c", f"listen_addresses={ADDRESS}", "-c", "unix_socket_directories=",
                "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB", "-c", "autovacuum=off")],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, cwd="/")
        subprocess.run([self._program("pg_isready"), "-q", "-t", "30", "-h", ADDRESS, "-p",
                        str(self.port)], check=False)
        self._await()

    def _await(self):
        for _ in range(300):
            done = subprocess.run([self._program("pg_isready"), "-q", "-h", ADDRESS, "-p",
                                   str(self.port)], check=False)
            if done.returncode == 0:
                return
            try:
                self.process.wait(0.1)
                break
            except subprocess.TimeoutExpired:
                continue
        raise RuntimeError(f"PostgreSQL does not start, see {self.log.name}")

    def _program(self, name):
        return os.path.join(self.programs, name)

    def _as_owner(self, *command):
        """It will not be run by root."""
        if os.geteuid() != 0:
            return list(command)
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]

    def _initialize(self):
        shutil.rmtree(self.directory, ignore_errors=True)
        os.makedirs(self.data, mode=0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.data, owner.pw_uid, owner.pw_gid)
        subprocess.run(self._as_owner(self._program("initdb"), "-D", self.data, "-U", "postgres",
                                      "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"),
                       check=True, stdout=subprocess.DEVNULL, cwd="/")

    def create(self, database):
        """Makes the tables anew, without rows."""
        self.run("postgres", None, "-c", f'drop database if exists "{database}"')
        self.run("postgres", None, "-c", f'create database "{database}"')
        self.run(database, open_file(os.path.join(SCHEMAS, "postgresql.sql")))

    def fill(self, database, named):
        with zone2sql("--gpgsql", named) as rows:
            self.run(database, rows.stdout)

    def analyze(self, database):
        self.run(database, None, "-c", "vacuum analyze")
        self.run(database, None, "-c", "checkpoint")

    def has(self, database):
        return self._asked("postgres", "select count(*) from pg_database where datname = "
                           f"'{database}_done'") == 1

    def done(self, database):
        self.run("postgres", None, "-c", f'create database "{database}_done"')

    def run(self, database, statements, *arguments):
        subprocess.run([*self._psql(database), *arguments], check=True, stdin=statements,
                       stdout=subprocess.DEVNULL)

    def _psql(self, database):
        return [self._program("psql"), "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", ADDRESS, "-p",
                str(self.port), "-U", "postgres", "-d", database]

    def _asked(self, database, statement):
        found = subprocess.run([*self._psql(database), "-At", "-c", statement], check=True,
                               stdout=subprocess.PIPE, text=True)
        return int(found.stdout)

    def count(self, database):
        return self._asked(database, RECORDS)

    def settings(self, database):
        return (f"launch=gpgsql\ngpgsql-host={ADDRESS}\ngpgsql-port={self.port}\n"
                f"gpgsql-dbname={database}\ngpgsql-user=postgres\n")

    def processes(self):
        """Those whose time is not counted as the server's."""
        return processes.family(self.process.pid)

    def version(self):
        found = subprocess.run([self._program("postgres"), "--version"], check=True,
                               stdout=subprocess.PIPE, text=True)
        return found.stdout.strip()

    def stop(self):
        processes.end(self.process)
        self.log.close()


def zone2sql(dialect, named):
    """Debian's zone2sql on all zones of a named.conf, writing into a pipe."""
    return subprocess.Popen(
        [processes.which("zone2sql"), dialect, "--transactions", f"--named-conf={named}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def open_file(path, mode="r"):
    return open(path, mode, encoding="utf-8")
