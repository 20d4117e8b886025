#!/usr/bin/env bash
# Compares this server with PowerDNS on the same databases, SQLite and PostgreSQL, and prints the
# ratios (about 25 minutes, --quick 8). --help tells the options, README.md the rest.
# Installs what is missing of Debian's packages.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for package in pdns-tools pdns-backend-sqlite3 pdns-backend-pgsql sqlite3 postgresql; do
  "$here/../.ci/apt-install.sh" "$package"
done
bash "$here/compare/prepare.sh"
exec /usr/bin/python3 -B "$here/compare/sql.py" "$@"
