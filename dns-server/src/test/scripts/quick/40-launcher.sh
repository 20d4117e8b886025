#!/usr/bin/env bash
# The archive of classes that bin/polder keeps beside the jar: made once, made again for a newer
# jar, and no start fails for one that is of no use or could not be made. What the JVM is told not to
# compile is there.
. "$(dirname "$0")/../server.sh"

bin/polder --version >/dev/null # builds the jar if need be
grep -o '"org/[^"]*"' bin/polder.directives | tr -d '"' | while read -r methods; do
  # shellcheck disable=SC2086 # a pattern
  ls dns-*/src/main/java/${methods%.*}.java >/dev/null || fail "there is no $methods"
done

tree=$POLDER_DATA/tree
mkdir -p "$tree/bin" "$tree/dns-server/target"
cp bin/polder bin/polder.directives "$tree/bin/"
cp dns-server/target/polder-server.jar "$tree/dns-server/target/"
cd "$tree"

# What signs: native code if its jar is beside the server's, else Java; one that does not fit is
# passed over.
engine() { bin/polder list-algorithms with-backend | sed -n 's/^13 .* using //p'; }
same "engine in pure Java" "$(engine)" 'Bouncy Castle'
printf 'not a jar' >dns-server/target/AmazonCorrettoCryptoProvider.jar
same "engine with a jar that is none" "$(engine)" 'Bouncy Castle'
rm dns-server/target/AmazonCorrettoCryptoProvider.jar
case $(uname -sm) in
  'Linux x86_64' | 'Linux aarch64')
    same "engine that the build puts there" "$(cd "$OLDPWD" && engine)" \
      'Amazon Corretto Crypto Provider'
    ;;
esac

archive() {
  local files=(dns-server/target/*.archive)
  printf '%s' "${files[0]}"
}

start serve
stop
made=$(archive)
[ -s "$made" ] || fail "no archive was made"
same "files beside the jar" "$(find dns-server/target -type f | wc -l)" 2

printf 'kept' >"$made.was" && touch -r "$made" "$made.was"
start serve
stop
[ ! "$made" -nt "$made.was" ] || fail "an archive that is good was made again"

touch -d '+1 minute' dns-server/target/polder-server.jar
start serve
stop
[ "$made" -nt "$made.was" ] || fail "the archive of an older jar was kept"

rm "$made"
seq 100000 >"$made"
touch -d '+2 minutes' "$made"
start serve # with something else in its place
stop

: >"$made"
touch -d '+2 minutes' "$made"
start serve # with none, as it could not be made
stop
[ ! -s "$made" ] || fail "an archive that could not be made was tried again"
