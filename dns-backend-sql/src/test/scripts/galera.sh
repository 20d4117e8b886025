#!/usr/bin/env bash
# Two members of a Galera cluster, and what the README says of one: a zone is loaded, and changed,
# through both at once, a load is too large, a server follows what the other member was told, and
# answers SERVFAIL while its member is alone. Takes a minute.
set -eu
cd "$(dirname "$0")/../../../.."

.ci/apt-install.sh mariadb-server galera-4 rsync

work=$(mktemp -d)
chmod 755 "$work"
processes=()
finish() {
  local process
  for process in "${processes[@]+"${processes[@]}"}"; do kill "$process" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

fail() {
  printf '%s\n' "$*" >&2
  grep -h "rsync:\|ERROR" "$work"/*/log >&2 || true
  exit 1
}

# Waits until what is called with the arguments is so.
await() {
  local i
  for ((i = 0; i < 300; i++)); do
    "$@" 2>/dev/null && return
    sleep 0.1
  done
  fail "waited in vain: $*"
}

polder() { ${POLDER:-bin/polder} "$@"; }
base=$((10000 + RANDOM % 2000 * 8))
user=$(id -un)
[ "$user" != root ] || user=mysql # a member's rsync cannot be root's

sql() {
  local member=$1
  shift
  mariadb --no-defaults -uroot --socket="$work/$member/socket" -N -B "$@"
}

# Starts the member $1 at the ports from $2 on, which joins those at $3.
member() {
  local place=$work/$1
  mkdir -p "$place/tmp" "$place/data"
  [ "$(id -u)" -ne 0 ] || chown -R "$user" "$place"
  if [ -z "$3" ]; then
    mariadb-install-db --no-defaults --user="$user" --auth-root-authentication-method=normal \
      --skip-test-db --tmpdir="$place/tmp" --datadir="$place/data" >"$place/log" 2>&1
  fi
  printf 'launch=gmysql\ngmysql-host=127.0.0.1\ngmysql-port=%d\ngmysql-password=secret\n' "$2" \
    >"$place/pdns.conf"
  mariadbd --no-defaults --user="$user" --datadir="$place/data" --tmpdir="$place/tmp" \
    --socket="$place/socket" --port="$2" --bind-address=127.0.0.1 --pid-file="$place/pid" \
    --innodb-buffer-pool-size=64M --innodb-autoinc-lock-mode=2 --binlog-format=ROW --wsrep-on=ON \
    --wsrep-provider=/usr/lib/galera/libgalera_smm.so --wsrep-cluster-name=polder \
    --wsrep-cluster-address="gcomm://$3" --wsrep-node-name="$1" --wsrep-node-address=127.0.0.1 \
    --wsrep-sst-method=rsync --wsrep-sst-receive-address="127.0.0.1:$(($2 + 3))" \
    --wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$(($2 + 1));ist.recv_addr=127.0.0.1:$(($2 + 2));gcache.size=64M" \
    >>"$place/log" 2>&1 &
  processes+=($!)
  await is_synced "$1"
}
is_synced() {
  [ "$(sql "$1" -e "show status like 'wsrep_local_state_comment'" | cut -f2)" = Synced ]
}

member one "$base" ''
member two "$((base + 4))" "127.0.0.1:$((base + 1))"
sql one -e "create database powerdns; create user powerdns identified by 'secret';
  create user powerdns@localhost identified by 'secret';
  grant all on powerdns.* to powerdns; grant all on powerdns.* to powerdns@localhost"
polder create-schema --config-dir="$work/one" 2>"$work/said"
printf '%s\n' '@ 60 SOA ns1 h 1 2 3 4 5' '@ 60 NS ns1' '$GENERATE 1-20000 h$ 60 A 192.0.2.1' \
  >"$work/zone"
polder load-zone --config-dir="$work/one" example.org "$work/zone" 2>"$work/said"

# Does the same through both members at once, and says how often one had to begin again. MEMBER
# stands for the name of each.
both() {
  local pids=() member
  for member in one two; do
    polder "${@/MEMBER/$member}" --config-dir="$work/$member" >"$work/said.$member" 2>&1 &
    pids+=($!)
  done
  wait "${pids[0]}" || fail "one: $(cat "$work/said.one")"
  wait "${pids[1]}" || fail "two: $(cat "$work/said.two")"
  cat "$work/said.one" "$work/said.two" | grep -c 'beginning again' || true
}
rows() { sql "$1" powerdns -e "set wsrep_sync_wait = 1; select name, type, content, ttl, ordername,
  auth from records order by 1, 2, 3, 4"; }
same() {
  rows one >"$work/rows.one"
  rows two >"$work/rows.two"
  cmp "$work/rows.one" "$work/rows.two" || fail "$1: rows differ"
  [ "$(wc -l <"$work/rows.one")" -eq "$2" ] || fail "$1: $(wc -l <"$work/rows.one") rows, not $2"
  printf '%s: same, %d rows\n' "$1" "$2"
}

again=0
for _ in 1 2 3; do
  again=$((again + $(both load-zone example.org "$work/zone")))
done
[ "$again" -gt 0 ] || fail 'no load met another'
same "loads at once, $again begun again" 20002
for name in a b c; do
  both add-record example.org "MEMBER.$name.ent" A 60 192.0.2.1 >"$work/again"
done
same 'changes at once' 20012 # with four empty non-terminals

sql one -e 'set global wsrep_max_ws_size = 1000000'
polder load-zone --config-dir="$work/one" example.org "$work/zone" >"$work/said" 2>&1 &&
  fail 'the load was not too large'
grep -q 'Maximum writeset size exceeded' "$work/said" || fail "$(cat "$work/said")"
sql one -e 'set global wsrep_max_ws_size = 2147483647'
same 'a load that was too large' 20012

mkdir "$work/server"
printf 'local-address=127.0.0.1\nlocal-port=%d\nsocket-dir=%s\n' "$((base + 3))" "$work/server" |
  cat "$work/two/pdns.conf" - >"$work/server/pdns.conf"
polder serve --config-dir="$work/server" >"$work/server/log" 2>&1 &
processes+=($!)
answers() { # $1 about $2
  polder query "$2.example.org" A @127.0.0.1 -p "$((base + 3))" 2>/dev/null | grep -q "$1"
}
await answers NOERROR h1
await answers NXDOMAIN new
polder add-record --config-dir="$work/one" example.org new A 60 192.0.2.9 >"$work/said" 2>&1
await answers 192.0.2.9 new
sql two -e "set global wsrep_provider_options = 'gmcast.isolate=1'"
await answers SERVFAIL h2
sql two -e "set global wsrep_provider_options = 'gmcast.isolate=0'"
await answers NOERROR h2
printf 'a member alone: SERVFAIL until it is back\n'
