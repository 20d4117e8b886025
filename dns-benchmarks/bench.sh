#!/usr/bin/env bash
# Builds the benchmarks, runs them beside dnsjava and prints the table with the ratios (about 10
# minutes). Arguments go to the summary: [--records n] [--save directory] [pattern].
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl dns-benchmarks -am package -DskipTests
exec java -cp dns-benchmarks/target/benchmarks.jar org.polderdns.benchmarks.Summary "$@"
