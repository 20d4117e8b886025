#!/usr/bin/env bash
# Compares this server with NSD, Knot DNS, BIND and PowerDNS, side by side on this machine, and
# prints the ratios (about 45 minutes, --quick 10). --help tells the options, README.md the rest.
# Installs what is missing of Debian's packages, and says what it could not run.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/.." && pwd)
target=$here/target/tools

for package in gcc libc6-dev dnsperf bind9-utils python3 python3-dnspython \
  nsd knot bind9 pdns-server pdns-backend-bind; do
  "$top/.ci/apt-install.sh" "$package" || printf 'compare: no %s\n' "$package" >&2
done

mkdir -p "$target"
tools=$here/compare/tools
compile() {
  gcc -O2 -Wall -Wextra -o "$target/$1" "${@:2}"
}
compile udp_limit "$tools/udp_limit.c"
compile tcp_limit "$tools/tcp_limit.c"
compile udp_load "$tools/udp_load.c" "$tools/slots.c" "$tools/questions.c" -lm

"$top/bin/polder" --version # builds it if needed
exec /usr/bin/python3 -B "$here/compare/run.py" "$@"
