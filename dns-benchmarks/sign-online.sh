#!/usr/bin/env bash
# Measures answers signed when they are asked for: our server, with native and with Java signatures,
# and pdns_server on one SQLite file of two zones, and prints the ratios (about 5 minutes).
# --rounds, --questions, --warm-up, --save FILE; the rest by --help.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for package in pdns-tools pdns-backend-sqlite3 sqlite3; do
  "$here/../.ci/apt-install.sh" "$package"
done
bash "$here/compare/prepare.sh"
exec /usr/bin/python3 -B "$here/compare/sign_online.py" "$@"
