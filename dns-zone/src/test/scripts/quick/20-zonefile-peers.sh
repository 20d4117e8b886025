#!/usr/bin/env bash
# shellcheck disable=SC2016 # directives in single quotes are meant as they stand
# Reads the good master files of the tests with named-compilezone (BIND), nsd-checkzone (NSD) and
# ldns-read-zone, and compares the records they print with those that we read from the same file.
# Where a tool does not take a file or reads it otherwise, the reason is told below. The files with
# a defect must be refused by named-compilezone too.
# Needs the module's classes and test classes (mvn verify).
set -eu
cd "$(dirname "$0")/../../../../.."
.ci/apt-install.sh bind9-utils nsd ldnsutils

classes=
for module in dns-wire dns-records dns-zone; do classes+=$PWD/$module/target/classes:; done
classes+=$PWD/dns-zone/target/test-classes
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
apex=example.org
bad=$PWD/dns-zone/src/test/resources/zonefile/bad
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# BIND looks for included files in the working directory, we beside the file that names them.
cp -r dns-zone/src/test/resources/zonefile/good/. "$work"
cp "$work"/include/*.inc "$work"
cd "$work"

print() {
  "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
    org.polderdns.zone.file.PrintZoneFile "$1" "$apex"
}

# What a tool is left out for: "tool file", and why.
skipped() {
  case "$1 $2" in
    *' byte-order-mark') echo 'takes the mark for an owner name' ;;
    'nsd generate' | 'ldns generate') echo 'knows no $GENERATE' ;;
    'nsd include' | 'nsd origin') echo 'wants absolute names in $ORIGIN and $INCLUDE' ;;
    'nsd parentheses' | 'ldns parentheses') echo 'does not nest parentheses' ;;
    'nsd transfer-order') echo 'takes the SOA once' ;;
    'nsd ttl-last-stated' | *' ttl-of-soa-minimum')
      [ "$1" = bind ] && return 1
      echo 'has 3600 s where no $TTL stands; RFC 1035 and BIND go by what was stated before'
      ;;
    'ldns include') echo 'knows no $INCLUDE' ;;
    'ldns escapes') echo 'takes no quotes around an owner' ;;
    'ldns order') echo 'wants the TTL before the class' ;;
    'ldns origin') echo 'takes the name in $ORIGIN for absolute' ;;
    *) return 1 ;;
  esac
}

bind() {
  named-compilezone -q -k ignore -n ignore -m ignore -M ignore -S ignore -i none -s full \
    -o "$2" "$apex" "$1"
}

nsd() {
  PATH=$PATH:/usr/sbin nsd-checkzone -p "$apex" "$1" >"$2"
}

ldns() { # it is not told the apex in any other way
  { printf '$ORIGIN %s.\n' "$apex"; cat "$1"; } >"$2.zone"
  ldns-read-zone "$2.zone" >"$2"
}

failed=0
compared=0
for zone in *.zone; do
  name=${zone%.zone}
  print "$zone" >"$name.ours"
  for tool in bind nsd ldns; do
    if reason=$(skipped "$tool" "$name"); then
      printf '%s, %s: left out, %s\n' "$name" "$tool" "$reason"
      continue
    fi
    compared=$((compared + 1))
    if ! "$tool" "$zone" "$name.$tool" 2>"$name.errors"; then
      printf '%s: %s does not take it: %s\n' "$name" "$tool" "$(tail -1 "$name.errors")"
      failed=$((failed + 1))
    elif ! print "$name.$tool" | diff "$name.ours" - >"$name.diff"; then
      printf '%s: %s reads it otherwise (> is theirs)\n' "$name" "$tool"
      cat "$name.diff"
      failed=$((failed + 1))
    fi
  done
done

cp "$bad"/include/*.inc include
for zone in "$bad"/*.zone; do
  name=$(basename "$zone" .zone)
  case $name in
    *outside-*) continue ;; # passed over with a warning
    ttl-over-31-bits | ttl-units-over-31-bits) continue ;; # taken for 0
  esac
  compared=$((compared + 1))
  # An address for ns1 is not always left: a server elsewhere needs none.
  sed 's/^@ NS ns1$/@ NS ns1.example.net./' "$zone" >"$name.bad"
  if bind "$name.bad" "$name.bind" >/dev/null 2>&1; then
    printf '%s: taken by bind\n' "$name"
    failed=$((failed + 1))
  fi
done
printf '%d comparisons, %d differ\n' "$compared" "$failed"
[ "$failed" -eq 0 ] && [ "$compared" -gt 0 ]
