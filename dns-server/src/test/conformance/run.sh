#!/usr/bin/env bash
# Asks NSD, Knot DNS, BIND, PowerDNS and this server the same questions and compares the answers:
#   run.sh [--quick | --full] [--no-ours] [--store bind|gsqlite3] [--seed N] [--match PATTERN] [--out DIR] [--keep]
# Installs the other servers from Debian's packages when they are missing. See README.md.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../../../.." && pwd)
packages=(nsd knot bind9 bind9-utils pdns-server pdns-backend-bind python3 python3-dnspython)
"$top/.ci/apt-install.sh" "${packages[@]}"

case " $* " in
  *' --no-ours '*) ;;
  *) "$top/bin/polder" --version >/dev/null ;; # builds it if needed
esac
exec /usr/bin/python3 -B "$here/run.py" "$@"
