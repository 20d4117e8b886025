#!/usr/bin/env bash
# A zone is made, changed while it is served, loaded from a file, and deleted.
. "$(dirname "$0")/../server.sh"
export POLDER_JAVA_OPTS=-XX:TieredStopAtLevel=1

bin/polder create-zone example.test ns1.example.test 2>/dev/null
bin/polder add-record example.test www A 300 192.0.2.1 >/dev/null
bin/polder rrset add example.test www A 192.0.2.2 >/dev/null
bin/polder increase-serial example.test >/dev/null
same "list-zone" "$(bin/polder list-zone example.test | sort)" "\$ORIGIN .
example.test	3600	IN	NS	ns1.example.test.
example.test	3600	IN	SOA	a.misconfigured.dns.server.invalid hostmaster.example.test 1 10800 3600 604800 3600
www.example.test	300	IN	A	192.0.2.1
www.example.test	300	IN	A	192.0.2.2"

start serve
same "www" "$(ask www.example.test A | sort)" "192.0.2.1
192.0.2.2"

# The running server sees what other processes change.
bin/polder replace-rrset example.test www A 192.0.2.3 >/dev/null
for _ in $(seq 50); do
  [ "$(ask www.example.test A)" != 192.0.2.3 ] || break
  sleep 0.2
done
same "www after a change" "$(ask www.example.test A)" 192.0.2.3

printf '%s\n' '@ 60 SOA ns1 host 7 1 2 3 4' '@ 60 NS ns1' 'www 60 A 192.0.2.9' 'bad 60 A 1.2.3' \
  >"$POLDER_DATA/bad.zone"
status=0
error=$(bin/polder load-zone example.test "$POLDER_DATA/bad.zone" 2>&1) || status=$?
same "status of a bad load" "$status" 1
case $error in
  *"bad.zone:4:"*) ;;
  *) fail "the error names no line: $error" ;;
esac
same "www after a bad load" "$(ask www.example.test A)" 192.0.2.3
bin/polder check-all-zones >/dev/null
bin/polder delete-zone example.test
same "list-all-zones" "$(bin/polder list-all-zones)" ""
stop
