# For scripts that run test classes, from the root of the repository: sets java and classes.
classes=
for module in dns-wire dns-records dns-zone dns-dnssec; do classes+=$PWD/$module/target/classes:; done
classes+=$PWD/dns-zone/target/test-classes:$PWD/dns-dnssec/target/test-classes
local_repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
for jar in org/bouncycastle/bcprov-jdk18on com/google/guava/guava; do
  version=$(sed -n "s|.*<$(case $jar in *bc*) echo bouncycastle ;; *) echo guava ;; esac).version>\(.*\)</.*|\1|p" pom.xml)
  classes+=:$local_repository/$jar/$version/${jar##*/}-$version.jar
done
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
