#!/usr/bin/env bash
# Measures zones that our server signs in the background: what an answer costs beside the same zone
# signed beforehand and beside pdns_server signing online (--parts answers), and the time and memory
# of signing and of one change (--parts signing). --names, --rounds, --seconds; --keep DIRECTORY to use the zone again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/../.ci/apt-install.sh" pdns-backend-bind bind9-utils bind9-dnsutils
"$here/compare/prepare.sh" >/dev/null
exec /usr/bin/python3 -B "$here/compare/sign_memory.py" "$@"
