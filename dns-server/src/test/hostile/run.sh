#!/usr/bin/env bash
# Hostile traffic against the running server: PACKETS (10,000,000 if not given) random and mutated
# messages over UDP and TCP. Every reply must be a valid response, the server must go on answering,
# no thread may be lost, and memory must stay flat. SEED repeats a run.
. "$(dirname "$0")/../scripts/server.sh"
packets=${1:-10000000}
seed=${SEED:-$(date +%s)}

# The collector's threads come and go; the server's own have names.
threads() {
  jcmd "$server_pid" Thread.print | sed -n 's/^"\(polder-[a-z]*\).*/\1/p' | sort | uniq -c
}

# KiB of heap in use after a full collection.
heap() {
  jcmd "$server_pid" GC.run >/dev/null
  jcmd "$server_pid" GC.heap_info | sed -n 's/.* total .* used \([0-9]*\)K.*/\1/p' |
    awk '{ sum += $1 } END { print sum }'
}

resident() {
  awk '/^VmRSS/ { print $2 }' "/proc/$server_pid/status"
}

command -v jcmd >/dev/null || fail "needs jcmd of a JDK on the PATH"
zone=$POLDER_DATA/root.zone
gzip -dc dns-server/src/test/data/root-zone/*.gz >"$zone"
bin/polder load-zone . "$zone" 2>/dev/null
export POLDER_JAVA_OPTS="-Xmx192m -XX:+UseSerialGC"
start serve --max-tcp-connections=200
traffic() {
  java -XX:+UseSerialGC -Xmx256m -cp dns-server/target/polder-server.jar \
    dns-server/src/test/hostile/HostileTraffic.java "$port" "$1" "$2"
}

# Warm first, so that what is compared is a server at work.
traffic $((packets / 20 + 20000)) "$((seed + 1))" >/dev/null || fail "the warm-up failed, seed $seed"
threads_before=$(threads)
heap_before=$(heap)
resident_before=$(resident)
traffic "$packets" "$seed" || fail "see above; seed $seed"
threads_after=$(threads)
heap_after=$(heap)
resident_after=$(resident)
printf 'threads before and after: %s | %s\n' "$(echo $threads_before)" "$(echo $threads_after)"
printf 'heap in use: %d KiB, then %d KiB; resident: %d KiB, then %d KiB\n' \
  "$heap_before" "$heap_after" "$resident_before" "$resident_after"
same "threads" "$threads_after" "$threads_before"
[ "$heap_after" -lt $((heap_before + 8192)) ] || fail "the heap grew"
[ "$resident_after" -lt $((resident_before + 98304)) ] || fail "the process grew"
stop
printf '%d hostile packets: passed\n' "$packets"
