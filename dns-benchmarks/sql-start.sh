#!/usr/bin/env bash
# Fills a PostgreSQL database of its own with a million zones, starts our server and Debian's
# pdns_server on it in turn, and prints how long each takes to its first answer and to its complete
# list of zones, and the memory that this takes. --help tells the options.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/../.ci/apt-install.sh" postgresql pdns-server pdns-backend-pgsql >/dev/null
exec /usr/bin/python3 -B "$here/compare/sql_start.py" "$@"
