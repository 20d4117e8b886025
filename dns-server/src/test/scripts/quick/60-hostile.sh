#!/usr/bin/env bash
# 200,000 random and mutated packets; the ten million are run by hand.
exec "$(dirname "${BASH_SOURCE[0]}")/../../hostile/run.sh" 200000
