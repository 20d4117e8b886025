#!/usr/bin/env bash
# Makes nsec.example.zone and nsec3.example.zone anew from nsec.example.unsigned, with fresh keys that are
# thrown away. The signatures of the committed files were made by BIND's dnssec-signzone 9.18 this way.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
for z in nsec nsec3; do
  k=$(dnssec-keygen -q -a ECDSAP256SHA256 -f KSK "$z.example")
  s=$(dnssec-keygen -q -a ECDSAP256SHA256 "$z.example")
  { echo "\$ORIGIN $z.example."; cat "$here/nsec.example.unsigned" "$k.key" "$s.key"; } > zone
  nsec3=()
  [ $z = nsec3 ] && nsec3=(-3 - -H 0)
  dnssec-signzone -P -q -o "$z.example" -s 20250101000000 -e 20851231235959 -O full "${nsec3[@]}" \
    -f signed zone "$k" "$s" > /dev/null
  { echo "; Made by sign.sh from nsec.example.unsigned; signatures last until the end of 2085."
    grep -v '^;' signed | tr -s ' \t' ' '; } > "$here/$z.example.zone"
done
