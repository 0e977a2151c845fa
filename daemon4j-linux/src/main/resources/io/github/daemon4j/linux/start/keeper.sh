# Copyright 2026 the daemon4j authors
# SPDX-License-Identifier: Apache-2.0
#
# The keeper: starts a daemon again when it fails. POSIX sh, run as "sh -c TEXT", without these comments, with what the daemon has:
# user, limits, directory, descriptors; but descriptor 0 is the file that it writes its word to (KeeperWord). It gets
#   NAME FIRST MOST RESTARTS WITHIN ACCOUNT FILE OUT ERR ONCE PROGRAM [ARGUMENT...]
# FIRST, MOST: the waits in ms. RESTARTS: how often within so many seconds, WITHIN. ACCOUNT: the descriptor that tells whether the
# daemon was ready, or nothing. FILE: the pid file. OUT, ERR: where 1 and 2 lead once the first daemon has them, or nothing. ONCE: an
# argument that only the first daemon gets, or nothing.
# Variables are unset first: one that the environment has would be exported, and change the daemon's. What a trap changes, and it
# may run between any two commands, nobody else uses for anything else.

unset d4j_name d4j_first d4j_most d4j_limit d4j_within d4j_account d4j_file d4j_out d4j_err d4j_mark
unset d4j_self d4j_start d4j_child d4j_kind d4j_later d4j_stop d4j_ended d4j_end d4j_at d4j_now d4j_began
unset d4j_restarts d4j_times d4j_recent d4j_count d4j_wait d4j_pause d4j_line d4j_time d4j_rest d4j_got
unset d4j_waited d4j_stat d4j_shown d4j_once d4j_word
d4j_name=$1 d4j_first=$2 d4j_most=$3 d4j_limit=$4 d4j_within=$5 d4j_account=$6 d4j_file=$7 d4j_out=$8 d4j_err=$9
shift 9
d4j_once=$1
shift
d4j_mark=$DAEMON4J_HANDSHAKE

# "none": no child. "": one may be made, and its pid is not known yet.
d4j_child=none d4j_kind= d4j_later= d4j_stop=no d4j_end= d4j_at= d4j_restarts=0 d4j_times= d4j_wait=$d4j_first

# Who this is, as /proc has it: the pid, and the start, which is the 20th field behind the name.
read -r d4j_line </proc/self/stat
d4j_self=${d4j_line%% *}
d4j_fields() {
    shift 19
    d4j_start=$1
}
d4j_fields ${d4j_line##*') '}

d4j_uptime() {
    read -r d4j_now d4j_rest </proc/uptime
    d4j_now=${d4j_now%.*}
}

d4j_say() {
    case $d4j_kind in
        daemon) d4j_shown=$d4j_child ;;
        *) d4j_shown=0 ;;
    esac
    echo "pid=$d4j_shown;restarts=$d4j_restarts;status=$d4j_end;at=$d4j_at;stopping=$d4j_stop" >/proc/self/fd/0
}

# Whether the child is this keeper's still: a number that was given to somebody else since is not signalled.
d4j_is_mine() {
    d4j_stat=
    read -r d4j_stat 2>/dev/null <"/proc/$d4j_child/stat"
    set -- ${d4j_stat##*') '}
    [ "$2" = "$d4j_self" ]
}

d4j_pass() {
    if d4j_is_mine; then
        case $d4j_kind:$d4j_stop:$1 in
            daemon:*:12) ;;
            daemon:*) kill -"$1" "$d4j_child" 2>/dev/null ;;
            *:yes:*) kill "$d4j_child" 2>/dev/null ;;
        esac
    fi
    d4j_say
}

# A signal: HUP 1, INT 2, QUIT 3, USR1 10, TERM 15 are passed on to the daemon; USR2 12 is for the keeper alone.
d4j_take() {
    case $1 in
        2 | 12 | 15) d4j_stop=yes ;;
    esac
    case $d4j_child in
        none) ;;
        '') d4j_later="$d4j_later $1" ;;
        *) d4j_pass "$1" ;;
    esac
}

# The child that was just made: from here on signals are for it, and so are those that came meanwhile.
d4j_know() {
    d4j_child=$1
    d4j_say
    for d4j_got in $d4j_later; do
        d4j_pass "$d4j_got"
    done
    d4j_later=
}

# Waits for the child, and not only for the next signal, which ends a wait with 128 and its number.
d4j_await() {
    d4j_ended=127
    while
        # Some shells say on 2 how it ended.
        wait "$d4j_child" 2>/dev/null
        d4j_waited=$?
        [ $d4j_waited = 127 ] || d4j_ended=$d4j_waited
        [ $d4j_waited -gt 128 ] && d4j_is_mine
    do :; done
    d4j_child=none
}

# The end of all: nobody is to find the file of a daemon that was not to run any more.
d4j_over() {
    if [ "$d4j_file" ] && read -r d4j_line 2>/dev/null <"$d4j_file" && [ "$d4j_line" = $$ ]; then
        PATH=/usr/bin:/bin:$PATH rm -f -- "$d4j_file" 2>/dev/null
    fi
    exit "$1"
}

trap 'd4j_take 1' HUP
trap 'd4j_take 2' INT
trap 'd4j_take 3' QUIT
trap 'd4j_take 10' USR1
trap 'd4j_take 12' USR2
trap 'd4j_take 15' TERM
trap : PIPE

# A shell has what it starts in the background ignore INT and QUIT; env(1) of coreutils 8.31 undoes that.
case $1 in
    *=*) ;;
    *)
        if /usr/bin/env --default-signal=INT,QUIT >/dev/null 2>&1; then
            set -- /usr/bin/env --default-signal=INT,QUIT "$@"
        fi
        ;;
esac

while
    d4j_child=
    [ $d4j_stop = no ]
do
    if [ "$d4j_mark" ]; then
        DAEMON4J_HANDSHAKE="$d4j_mark;keeper=$d4j_self:$$:$d4j_start;again=$d4j_restarts"
    fi
    d4j_uptime
    d4j_began=$d4j_now d4j_kind=daemon
    "$@" </dev/null &
    d4j_know $!
    if [ $d4j_restarts = 0 ]; then
        # Who waited for the first one (ProgramNotices) listens to no later one, and somebody else could take the name.
        case ${NOTIFY_SOCKET-} in @daemon4j-notify-*) unset NOTIFY_SOCKET ;; esac
        [ -z "$d4j_out" ] || command exec >"$d4j_out"
        [ -z "$d4j_err" ] || command exec 2>"$d4j_err"
        if [ "$d4j_once" ]; then
            for d4j_word; do
                shift
                [ "$d4j_word" = "$d4j_once" ] || set -- "$@" "$d4j_word"
            done
        fi
    fi
    d4j_await
    d4j_kind= d4j_end=$d4j_ended
    d4j_uptime
    d4j_at=$d4j_now
    d4j_say
    if [ "$d4j_account" ]; then
        d4j_line=
        read -r d4j_line <"/proc/self/fd/$d4j_account"
        echo >"/proc/self/fd/$d4j_account"
        case ${d4j_line%%;mode=*} in
            *=STOPPING) d4j_over "$d4j_end" ;;
            '' | *=STARTING) [ $d4j_restarts != 0 ] || exit "$d4j_end" ;;
        esac
    fi
    case $d4j_stop:$d4j_end in
        yes:* | no:0 | no:126 | no:127 | no:129 | no:130 | no:141 | no:143) d4j_over "$d4j_end" ;;
    esac

    d4j_recent= d4j_count=0
    for d4j_time in $d4j_times; do
        if [ $((d4j_now - d4j_time)) -lt "$d4j_within" ]; then
            d4j_recent="$d4j_recent $d4j_time" d4j_count=$((d4j_count + 1))
        fi
    done
    d4j_times="$d4j_recent $d4j_now"
    if [ $d4j_count -ge "$d4j_limit" ]; then
        echo "$d4j_name: ended with status $d4j_end; it was started again $d4j_count times within $d4j_within s: its keeper gives up" >&2
        exit "$d4j_end"
    fi

    # Whole seconds: one may be a moment that has the end of a second in it.
    [ $(((d4j_now - d4j_began - 1) * 1000)) -le "$d4j_most" ] || d4j_wait=$d4j_first
    echo "$d4j_name: ended with status $d4j_end; its keeper starts it again in $d4j_wait ms" >&2
    d4j_child=
    if [ "$d4j_wait" != 0 ] && [ $d4j_stop = no ]; then
        d4j_pause=$((d4j_wait / 1000))
        if [ $((d4j_wait % 1000)) != 0 ]; then
            d4j_rest=$((1000 + d4j_wait % 1000))
            d4j_pause=$d4j_pause.${d4j_rest#1}
        fi
        PATH=/usr/bin:/bin:$PATH sleep "$d4j_pause" </dev/null &
        d4j_know $!
        d4j_await
        d4j_wait=$((d4j_wait * 2))
        [ $d4j_wait -le "$d4j_most" ] || d4j_wait=$d4j_most
    fi
    d4j_restarts=$((d4j_restarts + 1))
done
d4j_over "${d4j_end:-143}"
