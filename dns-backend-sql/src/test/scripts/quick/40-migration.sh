#!/usr/bin/env bash
# A database that PowerDNS's own pdnsutil filled, with signed zones, is moved by b2b-migrate into
# another, from there into H2, and back into SQLite. The rows must be the same, and Debian's
# pdns_server must give the same answers from the last as from the first, signatures included.
. "$(dirname "$0")/../real-pdns.sh"

configure first
first=$work/first/zones.sqlite
sqlite3 "$first" </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
for zone in nsec.example nsec3.example plain.example; do
  real first create-zone "$zone" "ns1.$zone" >/dev/null
  real first add-record "$zone" ns1 A 192.0.2.1 >/dev/null
  real first add-record "$zone" a.b.c TXT '"t\"w\\o \007" ""' >/dev/null
  real first add-record "$zone" '*.w' MX '10 mail' >/dev/null
  real first add-record "$zone" sub NS "ns1.$zone" >/dev/null
done
real first secure-zone nsec.example nsec3.example >/dev/null
real first set-nsec3 nsec3.example '1 0 0 -' >/dev/null
real first add-zone-key nsec.example zsk 256 inactive unpublished ecdsa256 >/dev/null
real first rectify-all-zones >/dev/null
real first set-meta plain.example ALLOW-AXFR-FROM 192.0.2.0/24 AUTO-NS >/dev/null
real first set-kind plain.example primary
real first create-secondary-zone secondary.example 192.0.2.7 192.0.2.8:5300
real first import-tsig-key transfer hmac-sha256 c2VjcmV0c2VjcmV0 >/dev/null
real first add-autoprimary 192.0.2.9 ns1.example.net me
sqlite3 "$first" "
  insert into records (domain_id, name, type, content, ttl, prio, disabled, auth)
    values (3, 'off.plain.example', 'A', '192.0.2.5', 60, 0, 1, 1),
           (3, 'wrong.plain.example', 'A', 'none', 60, null, 0, 1);
  insert into comments (domain_id, name, type, modified_at, account, comment)
    values (3, 'plain.example', 'NS', 1700000000, 'me', 'why');"

# All but ids.
dump() {
  sqlite3 "$1" "
    select name, master, last_check, type, notified_serial, account, options, catalog
      from domains order by id;
    select d.name, r.name, r.type, r.content, r.ttl, r.prio, r.disabled, r.ordername, r.auth
      from records r join domains d on d.id = r.domain_id order by 1, 2, 3, 4;
    select d.name, kind, content from domainmetadata m join domains d on d.id = m.domain_id
      order by d.id, m.id;
    select d.name, flags, active, published, content
      from cryptokeys k join domains d on d.id = k.domain_id order by d.id, k.id;
    select d.name, c.name, c.type, modified_at, c.account, comment
      from comments c join domains d on d.id = c.domain_id order by d.id, c.id;
    select name, algorithm, secret from tsigkeys order by 1, 2;
    select ip, nameserver, account from supermasters order by 1, 2;"
}

# What pdnsutil says of zones that it moves whole is what we say.
configure last
mkdir "$work/between"
cat >"$work/between/pdns.conf" <<CONF
launch=gsqlite3,gh2,gsqlite3:last,gsqlite3:theirs
gsqlite3-database=$first
gsqlite3-dnssec=yes
gh2-database=$work/between/zones
gsqlite3-last-database=$work/last/zones.sqlite
gsqlite3-theirs-database=$work/between/theirs.sqlite
gsqlite3-theirs-dnssec=yes
CONF
sqlite3 "$work/between/theirs.sqlite" </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
sed 's/^launch=.*/launch=gsqlite3,gsqlite3:theirs/' "$work/between/pdns.conf" >"$work/pdns.conf"
pdnsutil --config-dir="$work" b2b-migrate gsqlite3 gsqlite3-theirs >"$work/theirs.said" 2>/dev/null

polder b2b-migrate gsqlite3 gh2 --config-dir="$work/between" >"$work/ours.said"
for said in theirs ours; do
  sed -n "/^Processing 'nsec/{n;p}; /^Processing 'second/{n;p}; /TSIG/p; /^Remember/p" \
    "$work/$said.said" >"$work/$said.lines"
done
same 'what is said of zones moved' "$work/theirs.lines" "$work/ours.lines"
grep -q '^Moved 1 autoprimary(s)$' "$work/ours.said" || fail 'the autoprimary was not moved'
polder b2b-migrate gh2 gsqlite3-last --config-dir="$work/between" >/dev/null

dump "$first" >"$work/first.dump"
dump "$work/last/zones.sqlite" >"$work/last.dump"
same 'rows moved' "$work/first.dump" "$work/last.dump"
[ "$(wc -l <"$work/first.dump")" -gt 40 ] || fail 'hardly any rows'

for zone in nsec nsec3 plain; do
  printf "%s.$zone.example %s\n" ns1 A ns1 TXT a.b.c TXT c A x.w MX x.w A nothing A x.sub A sub DS \
    off A wrong A
  printf '%s.example %s\n' $zone SOA $zone DNSKEY $zone NS
done >"$work/questions"
# A signature of ECDSA is never the same twice; all else of it must be.
unsigned() { sed 's/\( RRSIG .*\) [^ ]*$/\1/'; }
serve first
ask "$port" "$work/questions" +dnssec | unsigned >"$work/first.answers"
serve last
ask "$port" "$work/questions" +dnssec | unsigned >"$work/last.answers"
same 'answers of pdns_server' "$work/first.answers" "$work/last.answers"
for expected in 'RRSIG A' 'RRSIG NSEC' 'RRSIG NSEC3' 'DNSKEY 257' SERVFAIL NXDOMAIN; do
  grep -q "$expected" "$work/first.answers" || fail "no $expected in the answers of pdns_server"
done

# Nothing is left behind by test-schema, and pdnsutil finds nothing wrong.
polder test-schema schema.test --config-dir="$work/last" >"$work/tested"
grep -q '^\[-\]' "$work/tested" && fail "test-schema: $(cat "$work/tested")"
for found in 'content field is over 255 bytes' 'ordername sorting is bytewise' 'disabled rows' \
  'keys keep their content and flags' 'comments keep their text' 'nothing is left behind'; do
  grep -qxF "[+] $found" "$work/tested" || fail "no '$found' in: $(cat "$work/tested")"
done
[ "$(grep -c '^\[+\]' "$work/tested")" -ge 40 ] || fail "test-schema: $(cat "$work/tested")"
dump "$work/last/zones.sqlite" >"$work/after.dump"
same 'rows after test-schema' "$work/last.dump" "$work/after.dump"
