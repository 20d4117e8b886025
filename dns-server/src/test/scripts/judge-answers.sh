#!/usr/bin/env bash
# Answers of the server judged by Unbound with the zones' DS records as trust anchors, and by delv
# where Unbound finds them bogus: random zones with odd names, in turn by NSEC, NSEC3, opt-out, narrow
# and compact denial and pre-signed, without NSEC and NSEC3 rows, and random questions, 40 a zone. The
# zones and keys are pdnsutil's, in one SQLite file. Arguments: how many zones (200, a minute), and
# further settings of the server. Needs the classes and test classes (mvn verify).
. "$(dirname "$0")/server.sh"
.ci/apt-install.sh unbound bind9-dnsutils pdns-server pdns-backend-sqlite3 sqlite3

. dns-dnssec/src/test/scripts/classes.sh
zones=${1:-200}
shift $(($# > 0))
resolver_port=${RESOLVER_PORT:-15453}
polder=$PWD/bin/polder
cd "$POLDER_DATA"
mkdir zones
judge() {
  "$java" -XX:+UseSerialGC -cp "$classes" org.polderdns.dnssec.zone.JudgedAnswers "$@"
}
judge zones zones "$zones"

sqlite3 zones.db </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
printf 'launch=gsqlite3\ngsqlite3-database=%s/zones.db\ngsqlite3-dnssec=yes\n' "$PWD" >pdns.conf
pdns() {
  pdnsutil --config-dir="$POLDER_DATA" "$@" >pdns.log 2>&1 || fail "pdnsutil $*: $(cat pdns.log)"
}
# Where names of the zones' records lead to: an unsigned zone with nothing in it.
printf 'z. 60 IN SOA ns.z. h.z. 1 2 3 4 60\nz. 60 IN NS ns.z.\n' >zones/z
pdns load-zone z zones/z
: >anchors
# Leaves of a zone with keys what PowerDNS stores of one that was signed elsewhere.
# The order of names is that of load-zone.
presign() {
  local store=(--no-config --launch=gsqlite3 --gsqlite3-dnssec=yes "--gsqlite3-database=$PWD/zones.db")
  "$polder" export-zone --signed "$1" "${store[@]}" >zones/signed 2>pdns.log \
    || fail "export $1: $(cat pdns.log)"
  local of="domain_id = (select id from domains where name = '$1')"
  sqlite3 zones.db "delete from cryptokeys where $of"
  "$polder" load-zone "$1" zones/signed "${store[@]}" >pdns.log 2>&1 \
    || fail "load $1: $(cat pdns.log)"
  sqlite3 zones.db "delete from records where $of and type in ('NSEC', 'NSEC3')"
}
# Whether the zone in file $1 has data below a DNAME, which RFC 6672 section 2.4 forbids: such names
# are in the order of the store, and not in the chain that was signed.
is_below_dname() {
  awk '$4 == "DNAME" { dname["." $1] } { owner[$1] }
    END { for (d in dname) for (o in owner)
      if (length(o) > length(d) && substr(o, length(o) - length(d) + 1) == d) found = 1
      exit !found }' "$1"
}
for ((i = 0; i < zones; i++)); do
  pdns load-zone "z$i" "zones/z$i"
  pdns secure-zone "z$i"
  kind=$((i % 6))
  [ "$kind" -lt 5 ] || kind=$((i / 6 % 3))
  case $kind in
    1) pdns set-nsec3 "z$i" '1 0 1 abcd' ;;
    2) pdns set-nsec3 "z$i" '1 1 0 -' ;;
    3) pdns set-nsec3 "z$i" '1 0 0 -' narrow ;;
    4) pdns set-meta "z$i" X-COMPACT-DENIAL 1 ;;
  esac
  pdns rectify-zone "z$i"
  pdnsutil --config-dir="$POLDER_DATA" export-zone-ds "z$i" 2>/dev/null | sed -n 1p >>anchors
  [ $((i % 6)) -lt 5 ] || is_below_dname "zones/z$i" || presign "z$i"
done

cd "$OLDPWD"
start serve --no-config --launch=gsqlite3 --gsqlite3-database="$POLDER_DATA/zones.db" \
  --gsqlite3-dnssec=yes --dname-processing=yes --control-console=no "$@"
cd "$POLDER_DATA"
# Zones in memory are signed in the background.
for ((i = 0; i < zones; i += 6)); do
  for _ in $(seq 100); do
    dig +tries=1 +dnssec @127.0.0.1 -p "$port" "z$i" SOA | grep -q RRSIG && break
    sleep 0.2
  done
done

{
  printf 'server:\n  interface: 127.0.0.1\n  port: %s\n  do-daemonize: no\n' "$resolver_port"
  printf '  username: ""\n  chroot: ""\n  directory: "%s"\n  pidfile: ""\n' "$PWD"
  printf '  use-syslog: no\n  do-not-query-localhost: no\n  do-ip6: no\n  val-log-level: 2\n'
  printf '  qname-minimisation: no\n  aggressive-nsec: no\n  module-config: "validator iterator"\n'
  printf '  trust-anchor-file: "%s/anchors"\n  root-hints: ""\n' "$PWD"
  printf '  domain-insecure: "z."\n'
  printf 'remote-control:\n  control-enable: no\n'
  for zone in z $(seq -f 'z%g' 0 $((zones - 1))); do
    printf 'stub-zone:\n  name: "%s."\n  stub-addr: 127.0.0.1@%s\n' "$zone" "$port"
  done
} >unbound.conf
unbound -d -c unbound.conf >unbound.log 2>&1 &
resolver_pid=$!
stop_resolver() {
  kill "$resolver_pid" 2>/dev/null || true
}
trap 'code=$?; stop_resolver; set +e; (exit "$code"); finish' EXIT
for _ in $(seq 50); do
  dig +tries=1 +time=1 @127.0.0.1 -p "$resolver_port" z SOA >/dev/null && break
  sleep 0.2
done
judge ask "$resolver_port" "$port" zones/questions >judged || {
  cat judged
  tail -3 unbound.log
  fail 'answers are not given, or too few were judged'
}
# Unbound 1.17 finds no proof in NSEC records that a wildcard which is an empty non-terminal owns no
# type; delv does. What both call bogus is.
accepted=0
while read -r _ name type; do
  zone=z${name##*.z}
  sed -n "s/^$zone IN DS \([0-9]* [0-9]* [0-9]*\) \([0-9a-f]*\).*/trust-anchors { $zone static-ds \1 \"\2\"; };/p" \
    anchors >anchor
  if delv @127.0.0.1 -p "$port" -a anchor "+root=$zone" -q "$name" -t "$type" >delv.log 2>&1 &&
    grep -q 'fully validated' delv.log; then
    accepted=$((accepted + 1))
  else
    cat judged delv.log
    fail "bogus to Unbound and to delv: $name $type"
  fi
done < <(grep '^BOGUS: ' judged)
tail -1 judged
printf '%d of them good to delv\n' "$accepted"
stop_resolver
stop
