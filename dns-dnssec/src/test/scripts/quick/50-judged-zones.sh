#!/usr/bin/env bash
# Zones that we signed, by NSEC, NSEC3 and NSEC3 with opt-out: those of all scenarios and 200 random
# ones with odd names (or as many as the argument says), judged by dnssec-verify (BIND),
# ldns-verify-zone, validns and kzonecheck (Knot). What a judge says of the plain zone, too, is no
# matter of signatures. Needs the module's classes and test classes (mvn verify).
set -eu
cd "$(dirname "$0")/../../../../.."
.ci/apt-install.sh bind9-utils ldnsutils validns knot-dnssecutils

. dns-dnssec/src/test/scripts/classes.sh
zones=${1:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir signed
"$java" -XX:+UseSerialGC -cp "$classes" org.polderdns.dnssec.zone.JudgedZones signed "$zones" >list

declare -A accepted=([bind]=0 [ldns]=0 [validns]=0 [knot]=0) passed_over=([bind]=0 [ldns]=0 [validns]=0 [knot]=0)
failed=0

pass_over() {
  passed_over[$1]=$((passed_over[$1] + 1))
}

# Takes note of the judgement of $1 on the file $2: 0 for good; out has the reasons.
judged() {
  if [ "$3" -eq 0 ]; then
    accepted[$1]=$((accepted[$1] + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s %s\n%s\n' "$1" "$2" "$(head -5 out)"
    cat "$2"
  fi
}

bind() {
  local status=0
  dnssec-verify -z -q -o "$1" "$2" >out 2>&1 || status=$?
  # It loads no zone with a delegation at a wildcard, or a CNAME beside other data.
  if grep -aqE 'invalid NS owner name|CNAME and other data' out; then
    pass_over bind
  else
    judged bind "$2" "$status"
  fi
}

ldns() {
  local status=0
  timeout 2 ldns-verify-zone -V 1 "$2" >out 2>&1 || status=$?
  if [ "$status" -eq 124 ]; then # 1.8.3 comes to no end with some zones
    pass_over ldns
  else
    judged ldns "$2" "$status"
  fi
}

# Knows RSA keys and not every name or type; has occluded names, and all types at a cut, in the chain.
validns() {
  local status=0
  timeout 2 validns -z "$1" "$2" >out 2>&1 || status=$?
  if [ "$status" -ne 0 ] && { [ "$status" -eq 124 ] || grep -aq ' DNAME ' "$2" \
    || grep -aqE 'unsupported|building pkey|not valid|not currently|expected|not belong|mention it' out; }; then
    pass_over validns
  else
    judged validns "$2" "$status"
  fi
}

# Loads no zone that it does not like; below a DNAME it wants signatures, which BIND does not.
knot() {
  kzonecheck -d on -o "$1" "$2" >said 2>&1 || true
  grep -a '^\[\|^error' said | grep -avFxf plain >out || true
  if grep -aq '^error\|under DNAME' said; then
    pass_over knot
  else
    judged knot "$2" "$([ -s out ] && echo 1 || echo 0)"
  fi
}

while read -r number apex; do
  kzonecheck -d off -o "$apex" "signed/$number.plain" 2>&1 | grep -a '^\[\|^error' >plain || true
  for mode in nsec nsec3 optout; do
    for judge in bind ldns validns knot; do
      "$judge" "$apex" "signed/$number.$mode"
    done
  done
done <list

files=$((3 * $(wc -l <list)))
for judge in bind ldns validns knot; do
  printf '%s: %d of %d accepted, %d passed over\n' "$judge" "${accepted[$judge]}" "$files" \
    "${passed_over[$judge]}"
done
[ "$failed" -eq 0 ]
[ "${accepted[bind]}" -gt $((files / 2)) ] && [ "${accepted[ldns]}" -gt $((files / 2)) ]
[ "${accepted[knot]}" -gt $((files / 3)) ] && [ "${accepted[validns]}" -gt $((files / 20)) ]
