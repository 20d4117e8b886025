#!/usr/bin/env bash
# Answers beside those of NSD, Knot DNS, BIND and PowerDNS: 8,000 questions of every class.
exec "$(dirname "${BASH_SOURCE[0]}")/../../conformance/run.sh" --quick
