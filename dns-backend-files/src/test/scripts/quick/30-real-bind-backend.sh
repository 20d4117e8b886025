#!/usr/bin/env bash
# Serves one named.conf and its zone files by PowerDNS's bind backend and by ours, and compares the
# answers; a zone signed beforehand is compared with NSD's answers instead. Each program gives its
# commands to the server of the other. A zone written by our load-zone is read by pdnsutil, and a
# load that is killed leaves the old file. POLDER names another launcher.
set -eu
cd "$(dirname "$0")/../../../../.."

.ci/apt-install.sh pdns-server pdns-backend-bind bind9-dnsutils ldnsutils nsd

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

polder() { ${POLDER:-bin/polder} "$@"; }
# For the background: its process is the program itself, to be killed.
become_polder() { exec ${POLDER:-bin/polder} "$@"; }

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

# Waits until the server on port $2 answers for zone $3; $1 is its log.
await() {
  local tries=0
  until dig @127.0.0.1 -p "$2" +tries=1 +time=1 "$3" SOA 2>/dev/null | grep -q 'status: NOERROR'; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$1" >&2; fail "no answer on port $2"; }
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
      "$name" "$type" </dev/null | sed -n 's/.*status: \([A-Z]*\).*/\1/p; /^;/d; /^$/d; s/[[:space:]][[:space:]]*/ /gp' |
      tr '[:upper:]' '[:lower:]' | sort
  done <"$questions"
}

mkdir "$work/zones" "$work/ours" "$work/theirs" "$work/nsd"
cat >"$work/zones/one.test" <<'ZONE'
$TTL 300
@ SOA ns1 hostmaster 1 7200 900 1209600 300
@ NS ns1
@ NS ns2.elsewhere.test.
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
a.b.c A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.2
text TXT "one" "t\"w\\o \007" ""
*.w MX 10 mail
mail A 192.0.2.8
_s._tcp SRV 1 2 3 ns1
UP.Case A 192.0.2.6
alias CNAME up.case
away CNAME www.two.test.
caa CAA 0 issue "letsencrypt.org"
$GENERATE 1-3 host$ A 192.0.2.$
$INCLUDE more
ZONE
printf 'included A 192.0.2.77\n' >"$work/zones/more"
printf '$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.2\n' >"$work/zones/two.test"
printf '$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww.example. A 192.0.2.2\n' >"$work/zones/out.test"
cat >"$work/zones/signed.test" <<'ZONE'
$ORIGIN signed.test.
$TTL 300
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
(
  cd "$work/zones"
  key=$(ldns-keygen -a ECDSAP256SHA256 signed.test)
  ldns-signzone -n -t 0 signed.test "$key"
)
cat >"$work/named.conf" <<CONF
// One file for both programs.
options { directory "$work/zones"; listen-on { 127.0.0.1; }; };
zone "one.test" in { type master; file "one.test"; allow-query { any; }; };
zone "two.test" { type slave; file "two.test"; masters { 192.0.2.1; }; };
zone "out.test" { type native; file "out.test"; }; # has data of another zone
zone "gone.test" { type master; file "gone.test"; };
zone "signed.test" { type master; file "signed.test.signed"; };
CONF
cat >"$work/questions" <<'QUESTIONS'
one.test SOA
one.test NS
one.test MX
ONE.test TXT
ns1.one.test A
b.c.one.test A
x.c.one.test A
x.sub.one.test A
text.one.test TXT
x.w.one.test MX
x.y.w.one.test A
_s._tcp.one.test SRV
up.case.one.test A
alias.one.test A
caa.one.test CAA
host2.one.test A
included.one.test A
nothing.one.test A
www.two.test A
www.out.test A
gone.test SOA
www.gone.test A
www.elsewhere.test A
QUESTIONS

theirs=$(free_port)
pdns_server --no-config --launch=bind --bind-config="$work/named.conf" --socket-dir="$work/theirs" \
  --local-address=127.0.0.1 --local-port="$theirs" --daemon=no --guardian=no >"$work/theirs/log" 2>&1 &
servers+=("$!")
ours=$(free_port)
become_polder serve --no-config --launch=bind --bind-config="$work/named.conf" --socket-dir="$work/ours" \
  --local-address=127.0.0.1 --local-port="$ours" >"$work/ours/log" 2>&1 &
servers+=("$!")
nsd=$(free_port)
cat >"$work/nsd/nsd.conf" <<CONF
server:
  ip-address: 127.0.0.1@$nsd
  zonesdir: "$work/zones"
  username: ""
  chroot: ""
  pidfile: "$work/nsd/pid"
  database: ""
  xfrdfile: "$work/nsd/xfrd"
  zonelistfile: "$work/nsd/zones"
  minimal-responses: yes
remote-control:
  control-enable: no
zone:
  name: signed.test
  zonefile: signed.test.signed
CONF
nsd -d -c "$work/nsd/nsd.conf" >"$work/nsd/log" 2>&1 &
servers+=("$!")
await "$work/theirs/log" "$theirs" one.test
await "$work/ours/log" "$ours" one.test
await "$work/nsd/log" "$nsd" signed.test

ask "$theirs" "$work/questions" >"$work/theirs.answers"
ask "$ours" "$work/questions" >"$work/ours.answers"
same 'answers of pdns_server and ours' "$work/theirs.answers" "$work/ours.answers"

cat >"$work/questions" <<'QUESTIONS'
z.signed.test A
z.signed.test TXT
nothing.signed.test A
x.w.signed.test TXT
x.w.signed.test A
c.signed.test A
x.sub.signed.test A
x.sec.signed.test A
sec.signed.test DS
signed.test DNSKEY
QUESTIONS
ask "$nsd" "$work/questions" +dnssec >"$work/nsd.answers"
ask "$ours" "$work/questions" +dnssec >"$work/ours.answers"
grep -q 'rrsig nsec3' "$work/ours.answers" || fail 'no signed denial in our answers'
same 'signed answers of NSD and ours' "$work/nsd.answers" "$work/ours.answers"

# Commands: each client to each server. Times and the words for an error are each program's own.
for server in ours theirs; do
  pdns_control --no-config --socket-dir="$work/$server" rping >"$work/reply"
  polder control --no-config --socket-dir="$work/$server" rping >>"$work/reply"
  same "rping to $server" "$work/reply" <(printf 'PONG\nPONG\n')
done
for server in ours theirs; do
  pdns_control --no-config --socket-dir="$work/$server" bind-list-rejects | cut -f1 | sort | uniq >"$work/$server.rejects"
  pdns_control --no-config --socket-dir="$work/$server" rediscover >"$work/$server.rediscover"
  pdns_control --no-config --socket-dir="$work/$server" bind-add-zone x relative >"$work/$server.add"
  pdns_control --no-config --socket-dir="$work/$server" bind-reload-now nosuch.test >>"$work/$server.add"
done
same 'rejected zones' "$work/theirs.rejects" "$work/ours.rejects"
same 'replies to rediscover' "$work/theirs.rediscover" "$work/ours.rediscover"
same 'replies to other commands' "$work/theirs.add" "$work/ours.add"

# Writing: our load-zone, read by pdnsutil and by the running server.
printf '$TTL 60\n@ SOA ns h 2 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.99\na\\@b\\;c TXT "x;\\"y" z\nodd\\.dot\\$x A 192.0.2.8\n' >"$work/new"
settings=(--no-config --launch=bind --bind-config="$work/named.conf")
polder load-zone --force two.test "$work/new" "${settings[@]}" 2>"$work/stderr" || { cat "$work/stderr" >&2; fail 'load-zone failed'; }
printf 'launch=bind\nbind-config=%s\n' "$work/named.conf" >"$work/pdns.conf"
pdnsutil --config-dir="$work" list-zone two.test 2>/dev/null | tr -s '\t' ' ' | sort >"$work/theirs.list"
# pdnsutil shows names without the escapes that a file needs.
polder list-zone two.test "${settings[@]}" 2>/dev/null | sed 's/\\\([@;$]\)/\1/g' | tr -s '\t' ' ' | sort >"$work/ours.list"
same 'list-zone of what load-zone wrote' "$work/theirs.list" "$work/ours.list"
pdns_control --no-config --socket-dir="$work/ours" bind-reload-now two.test >/dev/null
[ "$(dig @127.0.0.1 -p "$ours" +short www.two.test A)" = 192.0.2.99 ] || fail 'the server does not see what was written'

# A load that is killed while it reads leaves the file, and nothing beside it.
cp "$work/zones/two.test" "$work/before"
mkfifo "$work/pipe"
become_polder load-zone --force two.test "$work/pipe" "${settings[@]}" 2>/dev/null &
load=$!
exec 3>"$work/pipe" # opened when the load reads
printf '@ 60 SOA ns h 9 2 3 4 5\n' >&3
kill -9 "$load"
exec 3>&-
wait "$load" 2>/dev/null || true
same 'file after a load that was killed' "$work/before" "$work/zones/two.test"
[ "$(find "$work/zones" -name 'two.test*' | wc -l)" -eq 1 ] || fail 'files were left behind'
