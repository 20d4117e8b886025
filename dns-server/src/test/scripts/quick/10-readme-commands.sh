#!/usr/bin/env bash
# The README's command to try it with: it serves the demonstration zone, and says how to ask.
. "$(dirname "$0")/../server.sh"

start demo
grep -q "dig @127.0.0.1" "$POLDER_DATA/server.log" || fail "no dig line to try is shown"
same "www.example.org A" "$(ask www.example.org A)" 192.0.2.80
same "the same over TCP" "$(ask www.example.org A +tcp)" 192.0.2.80
same "through a CNAME" "$(ask alias.example.org AAAA)" "www.example.org.
2001:db8::80"
same "made of a wildcard" "$(ask a.b.wild.example.org A)" 192.0.2.90
same "no such name" "$(ask nothing.example.org A)" ""
same "too large for UDP" "$(ask big.example.org TXT | grep -c 'record number')" 40
if command -v dig >/dev/null; then
  same "by dig" "$(dig @127.0.0.1 -p "$port" www.example.org A +short)" 192.0.2.80
fi
stop

# Links under the names of PowerDNS's programs are these programs.
mkdir "$POLDER_DATA/bin"
for name in pdns_server pdnsutil pdns_control pdnssec; do
  ln -s "$PWD/bin/polder" "$POLDER_DATA/bin/$name"
done
cat >"$POLDER_DATA/pdns.conf" <<EOF
launch=gsqlite3
gsqlite3-database=$POLDER_DATA/pdns.sqlite
EOF
export POLDER_JAVA_OPTS=-XX:TieredStopAtLevel=1
config=--config-dir=$POLDER_DATA
"$POLDER_DATA/bin/pdnsutil" "$config" create-zone example.net ns1.example.net 2>/dev/null
same "pdnssec list-all-zones" "$("$POLDER_DATA/bin/pdnssec" "$config" list-all-zones)" example.net
"$POLDER_DATA/bin/pdns_server" "$config" --config=check
status=0
"$POLDER_DATA/bin/pdns_server" --version >/dev/null || status=$?
same "status of pdns_server --version" "$status" 99
status=0
"$POLDER_DATA/bin/pdns_control" uptime 2>/dev/null || status=$?
same "status of pdns_control uptime" "$status" 1
