#!/bin/sh
# kafka.sh DIRECTORY PORT CONTROLLER_PORT: a directory for a Kafka that is broker and controller in one.
set -eu
mkdir "$1/logs"
cat >"$1/server.properties" <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$3
listeners=PLAINTEXT://127.0.0.1:$2,CONTROLLER://127.0.0.1:$3
advertised.listeners=PLAINTEXT://127.0.0.1:$2
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=$1/logs
offsets.topic.replication.factor=1
END
printf 'version=1\nnode.id=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qk\n' >"$1/logs/meta.properties"
