#!/bin/bash
# What daemon4j does on this machine, seen from outside: by the shell, /proc, ps and setpriv. One line for each check; the last
# line is "all N held" or says how many did not. It needs nothing of the build but three jars, and runs on any Debian. Its
# arguments are the parts that are to run; without one, all.
set -u
cd "$(dirname "$0")" || exit 1
export COLUMNS=1000
work=$(mktemp -d /tmp/guest.XXXXXX)
chmod 755 "$work"
held=0 failed=0 status=0 said= told=
# An emulated machine has no time for the second compiler.
java="java -XX:TieredStopAtLevel=1"
quickstart="$java -jar $PWD/quickstart.jar"

# check WHAT GOT WANTED: compares, the wanted being a pattern of the shell.
check() {
    # shellcheck disable=SC2053
    if [[ $2 == $3 ]]; then
        held=$((held + 1))
        echo "held: $1"
    else
        failed=$((failed + 1))
        echo "FAILED: $1: $2"
        echo "    wanted: $3"
    fi
}

# typed COMMAND: on a terminal of its own, which is gone when it returns; sets status, said, and told, which is its last line.
typed() {
    status=0
    script --quiet --return --command "$1" "$work/typescript" >"$work/said" 2>&1 </dev/null || status=$?
    said=$(tr -d '\r' <"$work/said")
    told=${said##*$'\n'}
}

# field PID N: of /proc/PID/stat behind the name; 1 the state, 2 parent, 3 group, 4 session, 5 terminal
field() {
    sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f "$2"
}

# said_of PID KEY: of /proc/PID/status, of all its threads if they agree
said_of() {
    sed -n "s/^$2:[[:space:]]*//p" "/proc/$1"/task/*/status | sort -u | tr '\t' ' '
}

answer() {
    exec 9<>"/dev/tcp/127.0.0.1/$1" && printf 'GET / HTTP/1.0\r\n\r\n' >&9 && cat <&9
    exec 9>&-
}

# outside WHO PID: what daemon(7) asks for, by what everybody can see
outside() {
    local session fd
    session=$(field "$2" 4)
    check "$1: parent is process 1" "$(field "$2" 2)" 1
    check "$1: no terminal" "$(field "$2" 5)" 0
    check "$1: leads no session" "$([ "$session" != "$2" ] && echo "member of another's")" "member of another's"
    check "$1: its session's leader is gone" "$([ -e "/proc/$session" ] && cat "/proc/$session/cmdline" | tr '\0' ' ')" ""
    check "$1: works in /" "$(readlink "/proc/$2/cwd")" /
    check "$1: umask" "$(said_of "$2" Umask)" 0027
    check "$1: ignores no signal" "$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$2/status")" 0000000000000000
    check "$1: main thread blocks no signal" "$(sed -n 's/^SigBlk:[[:space:]]*//p' "/proc/$2/status")" 0000000000000000
    check "$1: reads /dev/null" "$(readlink "/proc/$2/fd/0")" /dev/null
    for fd in "/proc/$2/fd"/*; do
        readlink "$fd"
    done >"$work/descriptors"
    check "$1: holds nothing of its launcher's" "$(grep -e /dev/pts -e left-open -e /dev/console "$work/descriptors")" ""
}

machine() {
    echo "machine: $(uname -srm), page $(getconf PAGESIZE), $(ldd --version | head -n 1), $(java -version 2>&1 | sed -n 3p)"
}

daemon() {
    local options="--port 8123 --pid-file $work/q.pid --log-file $work/q.log" pid
    typed "$quickstart status $options"
    check "status before the start" "$status" 3
    typed "trap '' USR1 HUP; umask 022; exec 7>$work/left-open; cd /opt; $quickstart start $options"
    check "start: $told" "$status" 0
    pid=$(head -n 1 "$work/q.pid")
    outside started "$pid"
    check "it serves after its terminal is gone" "$(answer 8123)" "*\"pid\":$pid,*\"tty\":null*"
    typed "$quickstart status $options"
    check "status: $told" "$status" 0
    typed "$quickstart start $options"
    check "another start names the pid" "$said" "*(pid $pid)*"
    typed "$quickstart report $options"
    check "report: every step held: $(grep -v held <<<"$said" | head -n 3)" "$status" 0
    typed "$quickstart stop $options"
    check "stop: $told" "$status$([ -e "/proc/$pid" ] && echo ", and it lives")" 0
    typed "$quickstart status $options"
    check "status after the stop" "$status" 3
}

identities() {
    local options="--port 8124 --pid-file /run/k.pid --log-file /tmp/k.log" pid
    typed "$quickstart start --run-as kim $options"
    check "root starts kim's: $told" "$status" 0
    pid=$(head -n 1 /run/k.pid)
    outside "kim's" "$pid"
    check "kim's: user, in all threads" "$(said_of "$pid" Uid)" "1234 1234 1234 1234"
    check "kim's: group, in all threads" "$(said_of "$pid" Gid)" "1234 1234 1234 1234"
    check "kim's: groups, in all threads" "$(said_of "$pid" Groups | sed 's/ *$//')" "1234 4321"
    check "kim's: no capability" "$(said_of "$pid" CapEff)" 0000000000000000
    typed "$quickstart stop $options"
    check "root stops kim's: $told" "$status" 0
    typed "setpriv --reuid=1234 --regid=1234 --clear-groups env HOME=/home/kim $quickstart start --run-as root --port 8125 --pid-file $work/r.pid"
    check "kim may not start root's: $told" "$([ "$status" != 0 ] && echo refused)" refused
    check "kim may not start root's: why" "$said" "*root*"
    for capability in setuid setgid; do
        typed "setpriv --bounding-set -$capability --inh-caps -$capability $quickstart start --run-as kim --port 8125 --pid-file /run/c.pid"
        check "root without CAP_${capability^^}: $told" "$([ "$status" != 0 ] && echo refused)" refused
        check "root without CAP_${capability^^}: why" "$said" "*EPERM*"
        check "root without CAP_${capability^^}: nothing was started" "$(pgrep -f '[s]tart --run-as')" ""
    done
}

errors() {
    typed "$quickstart start --run-as nosuchuser --pid-file $work/e.pid"
    check "an unknown user is named" "$status $said" "[1-9]*nosuchuser*"
    typed "$quickstart start --port 8126 --pid-file /nowhere/e.pid"
    check "a missing directory is named" "$status $said" "[1-9]*/nowhere*does not exist*"
    ln -s /etc/passwd "$work/link.pid"
    typed "$quickstart start --port 8126 --pid-file $work/link.pid"
    check "a link is not written through" "$status $(head -c 5 /etc/passwd)" "[1-9]* root:"
    typed "$quickstart start --port 8127 --pid-file $work/first.pid"
    typed "$quickstart start --port 8127 --pid-file $work/second.pid"
    check "a failure in the daemon reaches the terminal" "$status $said" "[1-9]*Address already in use*"
    check "and leaves no pid file" "$(ls "$work/second.pid" 2>/dev/null)" ""
    typed "$quickstart stop --pid-file $work/first.pid"
}

launches() {
    local table
    table=$($java -Xmx256m -cp benchmarks.jar io.github.daemon4j.examples.benchmarks.SoakBenchmark --launches 200)
    check "200 launches beside threads that allocate and compile: $(grep 'Daemon.spawn' <<<"$table")" "$table" "*| Daemon.spawn | 200 | 0 |*"
}

# rows: pid, user, parent, terminal, command of each process but those of this look
rows() {
    local user pid parent usage began terminal time command
    while read -r user pid parent usage began terminal time command; do
        case $command in
            CMD | *kworker* | *process-viewer* | 'ps -ef') ;;
            *) echo "$pid $user $parent $terminal $command" ;;
        esac
    done | sort
}

viewer() {
    local agreed=0 differ=everything there round
    there=$(ps -e --no-headers | grep -vc kworker)
    sh -c 'sleep 400 | cat' &
    # What comes and goes between the two looks differs; it does not three times in a row.
    for round in 1 2 3; do
        $java -jar process-viewer.jar -ef >"$work/viewer"
        ps -ef >"$work/ps"
        rows <"$work/viewer" >"$work/viewer.rows"
        rows <"$work/ps" >"$work/ps.rows"
        differ=$(comm -3 "$work/viewer.rows" "$work/ps.rows")
        agreed=$(comm -12 "$work/viewer.rows" "$work/ps.rows" | wc -l)
        [ -n "$differ" ] || break
    done
    check "the viewer and ps -ef agree, on $agreed processes" "$differ" ""
    check "those are nearly all of $there" "$([ "$agreed" -ge $((there - 5)) ] && echo so)" so
    pkill -f 'sleep 400'
}

machine
for part in ${*:-daemon identities errors launches viewer}; do
    "$part"
done
rm -rf "$work"
if [ "$failed" = 0 ]; then
    echo "all $held held"
else
    echo "$failed of $((held + failed)) did not hold"
fi
