# Sourced by the scripts beside it: directories with files that our programs and those of Debian's
# PowerDNS share, and servers of both on free ports. POLDER names another launcher.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."

.ci/apt-install.sh pdns-server pdns-backend-sqlite3 pdns-tools sqlite3 bind9-dnsutils ldnsutils

work=$(mktemp -d)
servers=()
finish() {
  local server
  for server in "${servers[@]+"${servers[@]}"}"; do kill "$server" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Compares files $2 and $3; $1 says what they are.
same() {
  diff -u "$2" "$3" || fail "$1: they differ"
  printf '%s: same, %d lines\n' "$1" "$(wc -l <"$2")"
}

# Makes the directory $1 with a configuration for both programs.
configure() {
  mkdir -p "$work/$1"
  printf 'launch=gsqlite3\ngsqlite3-database=%s\ngsqlite3-dnssec=yes\n' \
    "$work/$1/zones.sqlite" >"$work/$1/pdns.conf"
}

polder() { ${POLDER:-bin/polder} "$@" 2>"$work/stderr" || { cat "$work/stderr" >&2; fail "polder $1 failed"; }; }
real() {
  local directory=$1
  shift
  pdnsutil --config-dir="$work/$directory" "$@" 2>"$work/stderr"
}

# Prints a port of 127.0.0.1 that is free for UDP and TCP.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if ! ss -Hlntu "sport = :$port" 2>/dev/null | grep -q .; then
      printf '%d' "$port"
      return
    fi
  done
}

# Starts the program that follows (pdns_server if none) on the files in directory $1 and sets port.
serve() {
  local directory=$work/$1 sockets tries=0
  sockets=$(mktemp -d "$work/sockets.XXXX")
  shift
  [ "$#" -gt 0 ] || set -- pdns_server
  port=$(free_port)
  "$@" --config-dir="$directory" --socket-dir="$sockets" --local-address=127.0.0.1 \
    --local-port="$port" --daemon=no --guardian=no --cache-ttl=0 --query-cache-ttl=0 \
    >"$directory/log" 2>&1 &
  servers+=("$!")
  until dig @127.0.0.1 -p "$port" +tries=1 +time=1 +short . SOA >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { cat "$directory/log" >&2; fail "$1 does not answer"; }
    sleep 0.1
  done
}

# Prints the answers on port $1 to the questions in file $2, with the dig options that follow.
ask() {
  local server=$1 questions=$2 name type
  shift 2
  while read -r name type; do
    printf '== %s %s\n' "$name" "$type"
    dig @127.0.0.1 -p "$server" +tcp +nosplit +noall +comments +answer +authority +additional "$@" \
      "$name" "$type" </dev/null | sed -n 's/.*status: \([A-Z]*\).*/\1/p; /^;/d; /^$/d; s/[[:space:]][[:space:]]*/ /gp' | sort
  done <"$questions"
}
