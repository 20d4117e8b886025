#!/usr/bin/env bash
# Installs Debian packages that are missing, and does nothing when none is:
#   .ci/apt-install.sh PACKAGE...
# Services that come with them are not started.
set -eu

missing=()
for package in "$@"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null || {
  printf 'apt-install: missing and no apt-get to install them: %s\n' "${missing[*]}" >&2
  exit 1
}
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)

log=$(mktemp)
policy=/usr/sbin/policy-rc.d
made_policy=
clean_up() {
  rm -f "$log"
  if [ -n "$made_policy" ]; then "${as_root[@]}" rm -f "$policy"; fi
}
trap clean_up EXIT

# dpkg asks this file before it starts a service; 101 means no.
if [ ! -e "$policy" ]; then
  made_policy=yes
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
fi

printf 'installing %s\n' "${missing[*]}"
if ! { "${as_root[@]}" apt-get -q update \
  && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  exit 1
fi
