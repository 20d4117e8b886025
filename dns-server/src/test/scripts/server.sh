# Sourced by the scripts beside it: a data directory that goes away, and a server on a free port.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."
POLDER_DATA=$(mktemp -d)
export POLDER_DATA
server_pid=

stop() {
  if [ -n "$server_pid" ]; then
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" || fail "the server ended with status $?"
    server_pid=
  fi
}

finish() {
  status=$?
  trap - EXIT
  [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
  rm -rf "$POLDER_DATA"
  exit "$status"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 1
}

# Starts bin/polder with the arguments on a free port of 127.0.0.1 and sets port.
start() {
  local log=$POLDER_DATA/server.log
  : >"$log" # it is read before the server may have made it
  bin/polder "$@" --local-address=127.0.0.1 --local-port=0 2>"$log" &
  server_pid=$!
  for _ in $(seq 600); do
    port=$(sed -n 's/.*Ready to answer questions on 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$log")
    [ -z "$port" ] || return 0
    if ! kill -0 "$server_pid" 2>/dev/null; then break; fi
    sleep 0.2
  done
  cat "$log" >&2
  fail "the server did not start"
}

# Asks the server; prints the data of the answer section.
ask() {
  bin/polder query "$@" @127.0.0.1 -p "$port" +short
}

# Fails unless $2 is $3; $1 says what it is.
same() {
  [ "$2" = "$3" ] || fail "$1: expected \"$3\", found \"$2\""
}
