#!/bin/sh
# Prints the tables of README.md here and in ../servers, and draws the plots here, from a run on this machine: some hours, and
# nothing else may run. Usage: tables.sh [--quick] [JAVA_HOME...]. First: mvn package -Preal-servers -DskipTests
set -eu
here=$(cd "$(dirname "$0")" && pwd)
servers=$here/../servers
work=$here/target/servers
quick=
[ "${1:-}" = --quick ] && quick=--quick && shift
[ $# -gt 0 ] || set -- "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"

rm -rf "$work" && mkdir -p "$work"
"$1/bin/java" -Djarmode=tools -jar "$servers/spring-boot/target/spring-boot.jar" extract --destination "$work/boot" >/dev/null
# Of directories of classes, as a reactor has them on a class path, no archive can be made.
jars=$(ls "$servers"/target/daemon4j-example-servers-*.jar):$(cat "$servers/target/servers.classpath")
printf -- '-cp\n%s\n' "$jars" >"$work/java.args"
package=io.github.daemon4j.examples.servers
fat=$servers/spring-boot/target/spring-boot.jar
loader=org.springframework.boot.loader.launch.PropertiesLauncher

cat >"$work/1-jetty.properties" <<END
name=Jetty
prepare=mkdir {dir}/www && echo kept >{dir}/www/index.html
plain={java} @$work/java.args $package.Plain Jetty {dir} {port}
daemon={java} @$work/java.args $package.Jetty {dir} {port}
ask=http://127.0.0.1:{port}/index.html
END
cat >"$work/2-spring-boot.properties" <<END
name=Spring Boot, extracted
plain={java} -cp $work/boot/spring-boot.jar $package.boot.Plain --server.port={port}
daemon={java} -cp $work/boot/spring-boot.jar $package.boot.Measured {dir} --server.port={port}
ask=http://127.0.0.1:{port}/
END
cat >"$work/3-spring-boot-fat.properties" <<END
name=Spring Boot, fat jar
plain={java} -cp $fat -Dloader.main=$package.boot.Plain $loader --server.port={port}
daemon={java} -cp $fat -Dloader.main=$package.boot.Measured $loader {dir} --server.port={port}
ask=http://127.0.0.1:{port}/
END
cat >"$work/4-kafka.properties" <<END
name=Kafka
prepare=$here/kafka.sh {dir} {port} {port2}
plain={java} @$work/java.args $package.Plain Kafka {dir} {port}
daemon={java} @$work/java.args $package.Kafka {dir} {port}
ask=tcp
END

# Formatted once: its file system does not know the port. That of its calls is opened when its file system is loaded.
hadoop=$here/../hadoop/target/hadoop.jar
name_node="-Dfs.defaultFS=hdfs://127.0.0.1:{port} -Ddfs.namenode.http-address=127.0.0.1:0"
cat >"$work/5-namenode.properties" <<END
name=HDFS NameNode
newest=22
prepare=test -d $work/namenode || {java} -jar $hadoop namenode format --home $work/namenode >/dev/null; \
 cp -a $work/namenode/data {dir} && mkdir {dir}/run {dir}/logs && ln -s run/namenode.pid {dir}/server.pid
plain={java} -Dhadoop.root.logger=INFO,file -Dhadoop.log.file={dir}/logs/namenode.log -cp $hadoop \
 org.apache.hadoop.hdfs.server.namenode.NameNode -Dhadoop.tmp.dir={dir}/data $name_node
daemon={java} -jar $hadoop namenode start --home {dir} $name_node
ask=tcp
END

homes=
for home; do homes="$homes --jdk $home"; done
run() { "$JAVA" --enable-native-access=ALL-UNNAMED -cp "$here/target/benchmarks.jar" "io.github.daemon4j.examples.benchmarks.$@"; }
JAVA=$1/bin/java
echo "# A start"
run StartupBenchmark $quick --plot "$here/start-parts.svg" "$@"
echo "# Real servers"
run ServerBenchmark $quick --plot "$here/starts.svg" $homes "$work"/*.properties
echo "# The process table"
plot="--plot $here/snapshot.svg" sizes="1000 2000 5000 10000 20000"
[ -z "$quick" ] || sizes="50 100"
for home; do
    JAVA=$home/bin/java
    run ProcessBenchmark $quick $plot $sizes
    plot= sizes=
done
echo "# A child JVM of the testkit"
run ChildJvmBenchmark $quick
