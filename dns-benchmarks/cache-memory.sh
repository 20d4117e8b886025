#!/usr/bin/env bash
# Measures what a name takes in the query cache and in the packet cache: our server and pdns_server on
# one SQLite file, before and after 350,000 names were asked for (about 3 minutes). --save FILE; the
# rest by --help.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for package in pdns-tools pdns-backend-sqlite3 sqlite3; do
  "$here/../.ci/apt-install.sh" "$package"
done
bash "$here/compare/prepare.sh"
exec /usr/bin/python3 -B "$here/compare/cache_memory.py" "$@"
