#!/usr/bin/env bash
# Zones in files, with the keys, metadata and TSIG keys that pdnsutil wrote into bind-dnssec-db, are
# moved into SQLite by our b2b-migrate and by pdnsutil's. After rectify-all-zones the rows must be
# the same, and pdns_server must give the same answers from ours as from the files.
. "$(dirname "$0")/../real-pdns.sh"
.ci/apt-install.sh pdns-backend-bind

files() { real files "$@" || fail "pdnsutil $1: $(cat "$work/stderr")"; }

mkdir "$work/zones" "$work/files" "$work/moving"
for zone in nsec nsec3 plain second; do
  cat >"$work/zones/$zone.example" <<'ZONE'
$TTL 300
@ SOA ns1 hostmaster 7 7200 900 1209600 60
@ NS ns1
@ NS ns2.elsewhere.test.
@ MX 10 mail
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
a.b.c 60 TXT "t\"w\\o \007" ""
*.w MX 20 mail.elsewhere.test.
sub NS ns.sub
ns.sub A 192.0.2.2
secure NS ns.sub
secure DS 1 13 2 abababababababababababababababababababababababababababababababab
_s._tcp SRV 1 2 3 ns1
UP.Case A 192.0.2.6
alias CNAME up.case
caa CAA 0 issue "ca.example.net"
unknown TYPE65226 \# 2 abcd
$GENERATE 1-3 host$ A 192.0.2.$
ZONE
done
cat >"$work/named.conf" <<CONF
options { directory "$work/zones"; };
zone "nsec.example" { type master; file "nsec.example"; };
zone "nsec3.example" { type native; file "nsec3.example"; };
zone "plain.example" { type master; file "plain.example"; };
zone "second.example" { type slave; file "second.example"; masters { 192.0.2.7; 192.0.2.8; }; };
CONF
cat >"$work/files/pdns.conf" <<CONF
launch=bind
bind-config=$work/named.conf
bind-dnssec-db=$work/files/keys.db
CONF
files create-bind-db "$work/files/keys.db" >/dev/null
files secure-zone nsec.example nsec3.example >/dev/null
files set-nsec3 nsec3.example '1 0 0 ab' >/dev/null
files add-zone-key nsec.example zsk 256 inactive unpublished ecdsa256 >/dev/null
files add-zone-key nsec3.example zsk active ed25519 >/dev/null
files set-meta plain.example ALLOW-AXFR-FROM 192.0.2.0/24 AUTO-NS >/dev/null
files set-meta nsec.example SOA-EDIT INCEPTION-INCREMENT >/dev/null
files import-tsig-key transfer hmac-sha256 c2VjcmV0c2VjcmV0 >/dev/null
files activate-tsig-key plain.example transfer primary >/dev/null

# All but ids.
dump() {
  sqlite3 "$1" "
    select 'zone', name, master, type, account, options, catalog from domains order by name;
    select 'record', d.name, r.name, r.type, r.content, r.ttl, r.prio, r.disabled, r.ordername,
        r.auth
      from records r join domains d on d.id = r.domain_id order by 2, 3, 4, 5;
    select 'metadata', d.name, kind, content
      from domainmetadata m join domains d on d.id = m.domain_id order by 2, 3, m.id;
    select 'key', d.name, flags, active, published, content
      from cryptokeys k join domains d on d.id = k.domain_id order by d.name, k.id;
    select 'tsig', name, algorithm, secret from tsigkeys order by 2, 3;"
}

for side in ours theirs; do
  configure "$side"
  sqlite3 "$work/$side/zones.sqlite" </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
  mkdir "$work/moving/$side"
  {
    sed 's/^launch=.*/launch=bind,gsqlite3/' "$work/files/pdns.conf"
    sed '/^launch=/d' "$work/$side/pdns.conf"
  } >"$work/moving/$side/pdns.conf"
done
real moving/theirs b2b-migrate bind gsqlite3 >"$work/theirs.said" || fail "$(cat "$work/stderr")"
polder b2b-migrate bind gsqlite3 --config-dir="$work/moving/ours" >"$work/ours.said"
# pdnsutil moves empty non-terminals too, as records of a type that is none.
sqlite3 "$work/theirs/zones.sqlite" "delete from records where type = 'TYPE0'"
for side in ours theirs; do
  real "$side" rectify-all-zones >/dev/null || fail "rectify-all-zones: $(cat "$work/stderr")"
  dump "$work/$side/zones.sqlite" >"$work/$side.dump"
  sed 's/^Processing//; t begun; b; :begun N; s/\n/ /; s/Moved [0-9]* record/Moved record/' \
    "$work/$side.said" | sort >"$work/$side.lines"
done
same 'what is said of zones in files' "$work/theirs.lines" "$work/ours.lines"
same 'rows moved from files' "$work/theirs.dump" "$work/ours.dump"
[ "$(grep -c '^Moved 20 record(s)' "$work/ours.said")" = 4 ] || fail "$(cat "$work/ours.said")"
for expected in 'zone|second.example|192.0.2.7, 192.0.2.8|SLAVE' 'record|plain.example|host3' \
  'metadata|nsec3.example|NSEC3PARAM|1 0 0 ab' 'metadata|plain.example|TSIG-ALLOW-AXFR|transfer' \
  'key|nsec.example|257|1|1' 'key|nsec.example|256|0|0' 'key|nsec3.example|256|1|1' \
  'tsig|transfer|hmac-sha256|c2VjcmV0c2VjcmV0'; do
  grep -qF "$expected" "$work/ours.dump" || fail "no row $expected"
done

for zone in nsec nsec3 plain second; do
  printf "%s.$zone.example %s\n" ns1 A a.b.c TXT c A x.w MX x.w A nothing A x.sub A sub DS secure DS \
    _s._tcp SRV up.case A alias A caa CAA unknown TYPE65226 host2 A host4 A
  printf '%s.example %s\n' $zone SOA $zone DNSKEY $zone NS $zone MX $zone NSEC3PARAM
done >"$work/questions"
# A signature of ECDSA is never the same twice; all else of it must be.
unsigned() { sed 's/\( RRSIG .*\) [^ ]*$/\1/'; }
serve files
ask "$port" "$work/questions" +dnssec | unsigned | tr '[:upper:]' '[:lower:]' >"$work/files.answers"
serve ours
ask "$port" "$work/questions" +dnssec | unsigned | tr '[:upper:]' '[:lower:]' >"$work/ours.answers"
same 'answers of pdns_server' "$work/files.answers" "$work/ours.answers"
for expected in 'rrsig a' 'rrsig nsec ' 'rrsig nsec3' 'dnskey 257' nxdomain; do
  grep -q "$expected" "$work/ours.answers" || fail "no $expected in the answers of pdns_server"
done
