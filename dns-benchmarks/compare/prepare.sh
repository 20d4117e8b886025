#!/usr/bin/env bash
# Installs what the comparison needs and is missing of Debian's packages, builds the tools in C into
# target/tools, and the server. Says what could not be installed.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
target=$top/dns-benchmarks/target/tools

for package in gcc libc6-dev dnsperf bind9-utils python3 python3-dnspython \
  nsd knot bind9 pdns-server pdns-backend-bind; do
  "$top/.ci/apt-install.sh" "$package" || printf 'compare: no %s\n' "$package" >&2
done

mkdir -p "$target"
cd "$here/tools"
compile() {
  gcc -O2 -Wall -Wextra -o "$target/$1" "${@:2}"
}
compile udp_limit udp_limit.c
compile tcp_limit tcp_limit.c
compile udp_load udp_load.c slots.c times.c questions.c -lm
compile udp_flood udp_flood.c questions.c

"$top/bin/polder" --version # builds it if needed
