#!/usr/bin/env bash
# Answers beside those of NSD, Knot DNS, BIND and PowerDNS: 8,000 questions of every class, to zones in
# memory and to the same in SQLite.
set -eu
run="$(dirname "${BASH_SOURCE[0]}")/../../conformance/run.sh"
"$run" --quick --store bind
"$run" --quick --store gsqlite3
