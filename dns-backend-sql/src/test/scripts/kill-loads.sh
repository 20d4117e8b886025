#!/usr/bin/env bash
# Kills processes that load a zone over another, with SIGKILL at 200 random moments on each of
# SQLite, H2, MariaDB and PostgreSQL, and looks each time for the old zone or the new one, whole.
# Takes some ten minutes.
# The first argument is another number, the second the seed that chooses the moments.
set -eu
cd "$(dirname "$0")/../../../.."

.ci/apt-install.sh mariadb-server

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
mvn -B -ntp -pl dns-backend-sql -am test -Dtest=KilledLoadTest \
  -Dsurefire.failIfNoSpecifiedTests=false "-Dpolder.kills=${1:-200}" ${2:+"-Dpolder.seed=$2"} \
  >"$log" 2>&1 || status=$?
grep -E 'seed [0-9]+: ' "$log" || true
[ "$status" -eq 0 ] || { tail -60 "$log" >&2; exit 1; }
