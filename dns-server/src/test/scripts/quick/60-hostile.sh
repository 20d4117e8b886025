#!/usr/bin/env bash
# 100,000 random and mutated messages; the ten million are run by hand.
exec "$(dirname "${BASH_SOURCE[0]}")/../../hostile/run.sh" 100000
