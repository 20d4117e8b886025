#!/usr/bin/env bash
# Keeps our server under load for ten minutes while a zone of 100,000 names is changed and read again
# all the time, and prints the pauses of the JVM, the replies lost and how long the slowest took; and
# Knot for one, for which the same is asked of it.
# Then floods it with hostile packets beside good questions. --help tells the options.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bash "$here/compare/prepare.sh"
exec /usr/bin/python3 -B "$here/compare/soak.py" "$@"
