#!/usr/bin/env bash
# 200,000 random and mutated packets to zones in memory, and half as many to SQLite; the ten million
# are run by hand.
set -eu
run="$(dirname "${BASH_SOURCE[0]}")/../../hostile/run.sh"
"$run" 200000
"$run" 100000 20261122 gsqlite3
