#!/usr/bin/env bash
# Shares database files with PowerDNS from Debian's packages, both ways: a zone written by us must
# read and answer there as the same zone written by its own pdnsutil does, and a zone written by
# pdnsutil must read here as our own does. Also a zone signed with NSEC, whose answers with
# signatures are compared to those of the file that was signed, and what zone2sql of both makes of
# a master file.
. "$(dirname "$0")/../real-pdns.sh"

rows() {
  sqlite3 "$work/$1/zones.sqlite" \
    "select name, type, content, ttl, prio, disabled, auth from records order by 1, 2, 3"
}

zone=corner.example
cat >"$work/zone" <<'ZONE'
$TTL 300
@ SOA ns1 hostmaster 1 7200 900 1209600 300
@ NS ns1
@ NS ns2.elsewhere.test.
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
a.b.c A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.2
d DNAME e.test.
sec NS ns1
sec DS 1 13 2 abababababababababababababababababababababababababababababababab
only.insecure NS ns1
text TXT "one" "t\"w\\o \007" ""
*.w MX 10 mail
mail A 192.0.2.8
mx MX 0 .
_s._tcp SRV 1 2 3 Target.Example.
odd\.dot.sp\032ace A 192.0.2.5
a\@b\;c A 192.0.2.5
UP.Case A 192.0.2.6
alias CNAME up.case
caa CAA 0 issue "letsencrypt.org"
svc SVCB 1 . alpn=h2
web HTTPS 1 foo.corner.example. port=53 ipv4hint=192.0.2.1,192.0.2.2
naptr NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:x@example!" .
rp RP mail.box text
loc LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1.00m 10000.00m 10.00m
sshfp SSHFP 4 2 abababababababababababababababababababababababababababababababab
tlsa TLSA 3 1 1 abababababababababababababababababababababababababababababababab
t65 TYPE65226 \# 3 abcdef
ZONE
cat >"$work/questions" <<QUESTIONS
$zone SOA
$zone NS
$zone ANY
$zone MX
ns1.$zone A
ns1.$zone AAAA
NS1.Corner.Example A
c.$zone A
b.c.$zone TXT
x.c.$zone A
sub.$zone A
x.sub.$zone A
sec.$zone DS
x.sec.$zone A
insecure.$zone A
only.insecure.$zone A
x.d.$zone A
d.$zone DNAME
text.$zone TXT
x.w.$zone MX
x.y.w.$zone MX
w.$zone MX
*.w.$zone MX
mx.$zone MX
_s._tcp.$zone SRV
_tcp.$zone SRV
odd\\.dot.sp\\032ace.$zone A
up.case.$zone A
alias.$zone A
caa.$zone CAA
svc.$zone SVCB
web.$zone HTTPS
naptr.$zone NAPTR
rp.$zone RP
loc.$zone LOC
sshfp.$zone SSHFP
tlsa.$zone TLSA
t65.$zone TYPE65226
nothing.$zone A
$zone TYPE65226
QUESTIONS

configure ours
configure theirs
polder load-zone "$zone" "$work/zone" --config-dir="$work/ours"
sqlite3 "$work/theirs/zones.sqlite" </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
real theirs load-zone "$zone" "$work/zone"
real theirs rectify-zone "$zone"

rows ours >"$work/ours.rows"
rows theirs >"$work/theirs.rows"
same 'rows written' "$work/theirs.rows" "$work/ours.rows"

real ours check-zone "$zone" >"$work/check" || { cat "$work/check" >&2; fail 'pdnsutil check-zone finds errors'; }
grep -q ' 0 errors' "$work/check" || fail 'pdnsutil check-zone says nothing of errors'

real ours list-zone "$zone" >"$work/ours.list"
real theirs list-zone "$zone" >"$work/theirs.list"
same 'list-zone of pdnsutil' "$work/theirs.list" "$work/ours.list"
polder list-zone "$zone" --config-dir="$work/ours" >"$work/ours.list"
polder list-zone "$zone" --config-dir="$work/theirs" >"$work/theirs.list"
same 'list-zone of polder' "$work/theirs.list" "$work/ours.list"

serve ours
ask "$port" "$work/questions" >"$work/ours.answers"
serve theirs
ask "$port" "$work/questions" >"$work/theirs.answers"
same 'answers of pdns_server' "$work/theirs.answers" "$work/ours.answers"
grep -q SERVFAIL "$work/ours.answers" && fail 'pdns_server fails on what we wrote'

# Each changes what the other wrote.
real ours add-record "$zone" added A 60 192.0.2.77 >/dev/null
polder list-zone "$zone" --config-dir="$work/ours" | grep -q "^added.$zone" \
  || fail 'polder does not see what pdnsutil added'
polder delete-rrset "$zone" "added.$zone." A --config-dir="$work/ours" >/dev/null
real ours list-zone "$zone" | grep -q "^added" && fail 'pdnsutil sees what polder deleted'
rows ours >"$work/ours.rows"
same 'rows after a change by each' "$work/theirs.rows" "$work/ours.rows"

# The statements that pdns_server has by default, as an operator's who set each of them.
configure statements
pdns_server --no-config --launch=gsqlite3 --config 2>/dev/null \
  | sed -n '/-\(query\|add\|remove\|to-ips\|autoprimaries\)=./s/^# \(gsqlite3-\)/\1/p' \
    >>"$work/statements/pdns.conf"
[ "$(grep -c 'gsqlite3-.*=.* ' "$work/statements/pdns.conf")" -ge 65 ] \
  || fail "pdns_server has fewer statements than 65"
polder load-zone "$zone" "$work/zone" --config-dir="$work/statements"
polder add-record "$zone" "added.$zone." A 60 192.0.2.77 --config-dir="$work/statements" >/dev/null
polder delete-rrset "$zone" "added.$zone." A --config-dir="$work/statements" >/dev/null
rows statements >"$work/statements.rows"
same 'rows written by the statements of pdns_server' "$work/theirs.rows" "$work/statements.rows"
serve ours "${POLDER:-bin/polder}" serve
ask "$port" "$work/questions" >"$work/ours.answers"
serve statements "${POLDER:-bin/polder}" serve
ask "$port" "$work/questions" >"$work/statements.answers"
same 'answers by the statements of pdns_server' "$work/ours.answers" "$work/statements.answers"
grep -q SERVFAIL "$work/statements.answers" && fail 'a statement of pdns_server fails'

# Statements made of the master file, which the client of the database takes in.
configure scripted
configure theirs_scripted
for directory in scripted theirs_scripted; do
  sqlite3 "$work/$directory/zones.sqlite" </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
done
polder zone2sql --gsqlite --transactions --zone="$work/zone" --zone-name="$zone" \
  | sqlite3 -bail "$work/scripted/zones.sqlite"
/usr/bin/zone2sql --gsqlite --transactions --zone="$work/zone" --zone-name="$zone" 2>/dev/null \
  | sqlite3 -bail "$work/theirs_scripted/zones.sqlite"
rows scripted >"$work/scripted.rows"
rows theirs_scripted >"$work/theirs_scripted.rows"
diff "$work/theirs_scripted.rows" "$work/scripted.rows" >"$work/scripted.diff" || true
# They read names and data before they write them, so case, escapes and units may be other ones.
[ "$(wc -l <"$work/scripted.rows")" -eq "$(wc -l <"$work/theirs_scripted.rows")" ] \
  || { cat "$work/scripted.diff" >&2; fail 'zone2sql: not as many rows'; }
for program in pdns_server "${POLDER:-bin/polder} serve"; do
  # shellcheck disable=SC2086 # the launcher and its verb
  serve scripted $program
  ask "$port" "$work/questions" >"$work/scripted.answers"
  # shellcheck disable=SC2086
  serve theirs_scripted $program
  ask "$port" "$work/questions" >"$work/theirs_scripted.answers"
  same "answers of ${program##*/} from what zone2sql made" \
    "$work/theirs_scripted.answers" "$work/scripted.answers"
done
same 'answers from what zone2sql made and from a load' "$work/ours.answers" "$work/scripted.answers"
real scripted rectify-zone "$zone"
rows scripted >"$work/scripted.rows"
same 'rows that zone2sql made, rectified' "$work/theirs.rows" "$work/scripted.rows"

# A zone with signatures: the key and they are made here, and are never the same twice.
signed=signed.example
cat >"$work/$signed" <<ZONE
\$ORIGIN $signed.
\$TTL 300
@ SOA ns1 hostmaster 1 7200 900 1209600 300
@ NS ns1
ns1 A 192.0.2.1
a.b.c A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.2
sec NS ns1
sec DS 1 13 2 abababababababababababababababababababababababababababababababab
*.w TXT "wild"
z A 192.0.2.9
ZONE
(cd "$work" && key=$(ldns-keygen -a ECDSAP256SHA256 "$signed") && ldns-signzone "$signed" "$key")
configure presigned
polder load-zone "$signed" "$work/$signed.signed" --config-dir="$work/presigned"
cat >"$work/questions" <<QUESTIONS
z.$signed A
z.$signed TXT
nothing.$signed A
x.w.$signed TXT
x.w.$signed A
c.$signed A
x.sub.$signed A
x.sec.$signed A
sec.$signed DS
$signed DNSKEY
QUESTIONS
serve presigned
ask "$port" "$work/questions" +dnssec >"$work/signed.answers"
grep -q SERVFAIL "$work/signed.answers" && fail 'pdns_server fails on a signed zone'
for expected in 'RRSIG NSEC' 'RRSIG A' 'RRSIG DS' 'RRSIG DNSKEY' 'RRSIG TXT' 'NSEC ns1'; do
  grep -q " $expected" "$work/signed.answers" || fail "no $expected in the answers of pdns_server"
done
# All that it sends was in the signed file.
tr -s ' \t' ' ' <"$work/$signed.signed" | awk '$4 == "RRSIG" {print $NF}' | sort -u >"$work/known"
awk '$4 == "RRSIG" {print $NF}' "$work/signed.answers" | sort -u >"$work/sent"
comm -23 "$work/sent" "$work/known" >"$work/unknown"
[ -s "$work/sent" ] || fail 'pdns_server sends no signature'
[ ! -s "$work/unknown" ] || fail "pdns_server sends signatures of its own: $(cat "$work/unknown")"
printf 'signed zone: %d signatures sent, all from the file\n' "$(wc -l <"$work/sent")"
