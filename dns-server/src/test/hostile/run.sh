#!/usr/bin/env bash
# Sends random and mutated packets to a server started for it, and fails unless every reply is a
# valid one, none is missing that is due, the server still answers at the end, and its threads and
# memory are what they were. Usage: run.sh [PACKETS [SEED [STORE]]]; 10 million packets if not told.
# STORE is where the zones are: bind (in memory, the default) or gsqlite3.
# shellcheck source=/dev/null
. "$(dirname "$0")/../scripts/server.sh"

packets=${1:-10000000}
seed=${2:-20261121}
tests=dns-server/src/test
store=${3:-bind}
wire=dns-wire/src/test/resources

zones=()
load=()
named=$POLDER_DATA/named.conf
for file in "$tests"/conformance/zones/*.zone; do
  apex=$(basename "$file" .zone)
  zones+=("$apex.=$file")
  load+=("$apex" "$file")
  printf 'zone "%s" { type master; file "%s/%s"; };\n' "$apex" "$PWD" "$file" >>"$named"
done
gzip -dc "$tests"/data/root-zone/2018031000.zone.gz >"$POLDER_DATA/root.zone"
zones+=(".=$POLDER_DATA/root.zone")
load+=(. "$POLDER_DATA/root.zone")
printf 'zone "." { type master; file "%s/root.zone"; };\n' "$POLDER_DATA" >>"$named"

# Less memory than the flood would fill, and of replies kept less than the margin for the heap.
export POLDER_JAVA_OPTS="-Xmx96m"
case $store in
  bind) options=(--launch=bind --bind-config="$named" --dname-processing=yes) ;;
  gsqlite3)
    bin/polder load-zone "${load[@]}" >"$POLDER_DATA/load.log" 2>&1 || {
      cat "$POLDER_DATA/load.log" >&2
      fail "the zones do not load"
    }
    options=(--max-packet-cache-entries=10000)
    ;;
  *) fail "no such store: $store" ;;
esac
start serve --max-tcp-connections=200 "${options[@]}"
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
# shellcheck disable=SC2154 # port is set by start
"$java" -cp dns-server/target/polder-server.jar "$tests/hostile/Hostile.java" \
  "$port" "$server_pid" "$packets" "$seed" "$wire/messages.vectors" "$wire/queries.vectors" \
  "${zones[@]}"
stop
