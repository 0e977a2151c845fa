#!/bin/sh
# Builds daemon4j and shows what it is for: quickstart becomes a daemon in a terminal that is then closed.
# Needs a JDK (17 or later) and Maven. An argument is a file to draw the processes into, as an SVG (an absolute path).
set -eu
cd "$(dirname "$0")/.."
echo "building ..."
mvn -q -B -ntp -DskipTests package -pl examples/quickstart -am
cd examples/quickstart/target
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED \
    -cp "test-classes:$(cat test.classpath)" \
    io.github.daemon4j.examples.quickstart.Demo quickstart.jar "$@"
