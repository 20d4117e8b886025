#!/usr/bin/env bash
# Compares this server with NSD, Knot DNS, BIND and PowerDNS, side by side on this machine, and
# prints the ratios (about 45 minutes, --quick 10). --help tells the options, README.md the rest.
# Installs what is missing of Debian's packages, and says what it could not run.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bash "$here/compare/prepare.sh"
exec /usr/bin/python3 -B "$here/compare/run.py" "$@"
