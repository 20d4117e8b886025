#!/usr/bin/env bash
# The real root zone is loaded, served, and written back equal in meaning.
. "$(dirname "$0")/../server.sh"
data=$PWD/dns-server/src/test/data/root-zone
original=$POLDER_DATA/root.zone
gzip -dc "$data"/*.gz >"$original"

bin/polder load-zone . "$original" 2>/dev/null
bin/polder export-zone . >"$POLDER_DATA/exported.zone"

# One form for both: blanks, case of names and hex, and order count for nothing.
normalise() {
  tr 'A-Z\t' 'a-z ' | grep -v '^;' | sed -E 's/ +/ /g' | LC_ALL=C sort -u
}
normalise <"$original" >"$POLDER_DATA/a"
normalise <"$POLDER_DATA/exported.zone" >"$POLDER_DATA/b"
diff "$POLDER_DATA/a" "$POLDER_DATA/b" >"$POLDER_DATA/diff" || {
  head -20 "$POLDER_DATA/diff" >&2
  fail "the zone written back differs"
}
if command -v named-compilezone >/dev/null; then
  for file in root exported; do
    named-compilezone -q -i none -k ignore -o "$POLDER_DATA/$file.canonical" . \
      "$POLDER_DATA/$file.zone" >/dev/null
  done
  diff -q "$POLDER_DATA/root.canonical" "$POLDER_DATA/exported.canonical" >/dev/null ||
    fail "the zone written back differs for named-compilezone"
fi

start serve
serial=$(sed -nE 's/^\.[[:space:]]+[0-9]+[[:space:]]+IN[[:space:]]+SOA[[:space:]]+[^ ]+ [^ ]+ ([0-9]+).*/\1/p' \
  "$original" | head -1)
same "serial" "$(ask . SOA | cut -d' ' -f3)" "$serial"
same "servers of the root" "$(ask . NS | wc -l)" 13
same "a delegation" "$(bin/polder query www.example.nl A @127.0.0.1 -p "$port" | grep -c 'IN	NS')" \
  "$(awk 'tolower($1) == "nl." && $4 == "NS"' "$original" | wc -l)"
stop
