#!/usr/bin/env bash
# Keys: those of ldns-keygen, dnssec-keygen (BIND) and pdnsutil are read by us, and ours by
# ldns-signzone, dnssec-signzone and pdnsutil. Zones: random ones that we signed are verified by
# ldns-verify-zone and dnssec-verify, and those that ldns-signzone and dnssec-signzone signed by us.
# Needs the module's classes and test classes (mvn verify).
set -eu
cd "$(dirname "$0")/../../../../.."
.ci/apt-install.sh bind9-dnsutils bind9-utils ldnsutils pdns-server pdns-backend-sqlite3 sqlite3

. dns-dnssec/src/test/scripts/classes.sh
schema=/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
zones=16
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

ours() {
  "$java" -XX:+UseSerialGC -cp "$classes" org.polderdns.dnssec.zone.PeerZones "$@"
}

failed=0
checked=0
# Counts one comparison: the command must succeed.
check() {
  checked=$((checked + 1))
  if ! "$@" >out 2>&1; then
    printf 'FAILED: %s\n%s\n' "$*" "$(head -5 out)"
    failed=$((failed + 1))
  fi
}

# --- keys ---
sqlite3 pdns.db <"$schema"
printf 'launch=gsqlite3\ngsqlite3-database=%s/pdns.db\ngsqlite3-dnssec=yes\n' "$work" >pdns.conf
pdns() {
  pdnsutil --config-dir="$work" "$@" 2>/dev/null
}
pdns create-zone z >/dev/null

mkdir theirs ours
for algorithm in 5 7 8 10 13 14 15 16; do
  bits=()
  [ "$algorithm" -gt 10 ] || bits=(-b 1024)
  bind=$(dnssec-keygen -q -K theirs -a "$algorithm" "${bits[@]}" -f KSK z. 2>/dev/null)
  case $algorithm in
    5) name=RSASHA1 ;; 7) name=RSASHA1_NSEC3 ;; 8) name=RSASHA256 ;; 10) name=RSASHA512 ;;
    13) name=ECDSAP256SHA256 ;; 14) name=ECDSAP384SHA384 ;; 15) name=ED25519 ;; 16) name=ED448 ;;
  esac
  ldns=$(cd theirs && ldns-keygen -k -a "$name" "${bits[@]}" z.)
  for base in "$bind" "$ldns"; do
    check ours read-key "theirs/$base"
  done
  word=$(pdnsutil list-algorithms --config-dir="$work" 2>/dev/null | sed -n "s/^$algorithm - //p")
  word=${word,,}
  word=${word/ecdsap256sha256/ecdsa256}
  word=${word/ecdsap384sha384/ecdsa384}
  # shellcheck disable=SC2086 # sizes are for RSA only
  id=$(pdns add-zone-key z ksk active "$word" $([ "$algorithm" -gt 10 ] || echo 1024))
  sqlite3 pdns.db "select content from cryptokeys where id = $id" >key.isc
  check diff <(pdns export-zone-dnskey z "$id" | cut -d' ' -f4-) <(ours read-isc key.isc 257)
done

ours keys ours >bases
while read -r base; do
  # What pdnsutil stores of a key that we wrote is what we write.
  id=$(pdns import-zone-key z "$base.private" ksk)
  check diff <(pdns export-zone-dnskey z "$id" | cut -d' ' -f4-) <(ours read-key "$base" | head -1)
  check diff <(sqlite3 pdns.db "select content from cryptokeys where id = $id" | sed '/^$/d') \
    <(ours read-key "$base" | tail -n +2)
done <bases

# --- zones that we signed ---
mkdir signed
ours zones signed "$zones"
refused=0
endless=0
for zone in signed/*; do
  case $zone in *.plain) continue ;; esac
  if dnssec-verify -q -o z. "$zone" >out 2>&1; then
    checked=$((checked + 1))
  elif grep -q 'invalid NS owner name (wildcard)' out; then
    refused=$((refused + 1)) # BIND loads no zone with a delegation at a wildcard
  else
    check dnssec-verify -q -o z. "$zone"
  fi
  # ldns-verify-zone 1.8.3 comes to no end with some zones in which names are occluded.
  status=0
  timeout 2 ldns-verify-zone -V 1 "$zone" >out 2>&1 || status=$?
  if [ "$status" -eq 124 ]; then
    endless=$((endless + 1))
  else
    checked=$((checked + 1))
    if [ "$status" -ne 0 ]; then
      printf 'FAILED: ldns-verify-zone %s\n%s\n' "$zone" "$(head -5 out)"
      failed=$((failed + 1))
    fi
  fi
done
if [ "$refused" -gt $((zones * 2)) ] || [ "$endless" -gt $((zones * 2)) ]; then
  printf 'FAILED: too many zones were looked at by one verifier only\n'
  failed=$((failed + 1))
fi

# --- zones that they signed, with our keys and theirs ---
mkdir foreign
key=$(grep '+015+' bases)
for plain in signed/*.plain; do
  seed=$(basename "$plain" .plain)
  sed 's/IN/3600 IN/' "$key.key" | cat "$plain" - >with-key # where dnssec-signzone looks for it
  for mode in nsec nsec3 optout; do
    case $mode in nsec) flags=() ;; nsec3) flags=(-3 abcd -H 2) ;; *) flags=(-3 - -A) ;; esac
    dnssec-signzone -q -z -o z. "${flags[@]}" -f "foreign/$seed.$mode.bind" with-key "$key" \
      >/dev/null 2>&1 || true # it refuses some zones
  done
  ldns-signzone -o z. -f "foreign/$seed.nsec.ldns" "$plain" "$key" >/dev/null 2>&1 || true
done
check test "$(find foreign -type f | wc -l)" -gt $((zones * 2))
check ours validate foreign/*

printf '%d comparisons, %d differ; BIND refused %d zones, ldns did not end with %d\n' \
  "$checked" "$failed" "$refused" "$endless"
[ "$failed" -eq 0 ] && [ "$checked" -gt "$zones" ]
