# Copyright 2026 the daemon4j authors
# SPDX-License-Identifier: Apache-2.0
#
# daemonizer.pl FAULT DIRECTORY [fail]: becomes a daemon by the book, but for one fault ("none" for none).
use strict;
use warnings;
use POSIX ();

my ($fault, $directory, $fail) = @ARGV;
exit 1 if $fault eq 'starts_once' && -e "$directory/pid";
my $shell = session();
pipe(my $result, my $report) or die "pipe: $!";
if (my $child = fork()) {
    close $report;
    exit 0 if $fault eq 'launcher_does_not_wait';
    my $status = <$result>;
    # The first child looks like the daemon to whoever looks before it is gone.
    waitpid $child, 0 unless $fault eq 'session_leader';
    sleep 600 if $fault eq 'launcher_stays' && !$fail;
    exit($fault eq 'exit_0_on_failure' ? 0 : defined $status && $status =~ /^ok/ ? 0 : 1);
}
close $result;
take_a_moment();
POSIX::setsid() unless $fault eq 'keeps_session';
take_a_moment();
write_pid_file() if $fault eq 'pid_file_of_the_first_child';
if ($fault ne 'session_leader') {
    exit 0 if fork();
}
take_a_moment();

if ($fault ne 'leaks_descriptors') {
    opendir(my $listing, '/proc/self/fd') or die "/proc/self/fd: $!";
    my @open = grep { /^\d+$/ && $_ > 2 && $_ != fileno($report) } readdir $listing;
    closedir $listing;
    POSIX::close($_) for @open;
}
if ($fault ne 'keeps_ignored_signals') {
    $SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM);
}
if ($fault ne 'keeps_blocked_signals') {
    POSIX::sigprocmask(POSIX::SIG_SETMASK(), POSIX::SigSet->new());
}
umask 027 unless $fault eq 'keeps_umask';
umask 0 if $fault eq 'umask_0';
chdir '/' unless $fault eq 'keeps_directory';
if ($fault ne 'keeps_terminal_streams') {
    open(STDIN, '<', '/dev/null') or die "/dev/null: $!";
    open(STDOUT, '>', '/dev/null') or die "/dev/null: $!";
    open(STDERR, '>', '/dev/null') or die "/dev/null: $!";
}
POSIX::close(0) if $fault eq 'closes_stdin';
exit 3 if $fail;
write_pid_file() unless $fault eq 'pid_file_of_the_first_child' || $fault eq 'launcher_does_not_wait';
my $held;
open($held, '>>', "$directory/roots") or die "roots: $!" if $fault eq 'holds_a_file_of_roots';
# prctl(PR_SET_KEEPCAPS): the permitted set outlives the change of the user.
syscall(157, 8, 1, 0, 0, 0) if $fault eq 'keeps_capabilities';
drop_privileges() if $> == 0;
say_ready() if $fault eq 'ready_too_early';
# Long enough for the launcher to return first; nobody waits for what follows.
select(undef, undef, undef, 10) if $fault eq 'ready_too_early' || $fault eq 'launcher_does_not_wait';
write_pid_file() if $fault eq 'launcher_does_not_wait';
open(my $ready, '>', "$directory/ready") or die "ready: $!";
close $ready;
say_ready() unless $fault eq 'ready_too_early';
# A server that watches the shell it came from.
while ($fault eq 'ends_with_its_shell') {
    exit 0 unless -d "/proc/$shell";
    select(undef, undef, undef, 0.02);
}
sleep 600;

# In which somebody who does not wait for the daemon could look at it.
sub take_a_moment {
    select(undef, undef, undef, 0.01) if $fault eq 'launcher_does_not_wait';
}

sub session {
    open(my $file, '<', '/proc/self/stat') or die "/proc/self/stat: $!";
    my $stat = <$file>;
    return (split / /, substr($stat, rindex($stat, ')') + 2))[3];
}

sub write_pid_file {
    open(my $file, '>', "$directory/pid") or die "pid file: $!";
    print $file $fault eq 'pid_file_of_another' ? "${$}7\n" : "$$\n";
    close $file;
}

sub drop_privileges {
    return if $fault eq 'keeps_root';
    my (undef, undef, $uid, $gid) = getpwnam('nobody');
    chown $uid, $gid, $directory or die "chown $directory: $!";
    # Perl sets the supplementary groups with the effective one.
    $) = $fault eq 'keeps_groups_of_root' ? "$gid 0" : "$gid $gid";
    POSIX::setgid($gid) unless $fault eq 'keeps_groups_of_root';
    if ($fault eq 'keeps_saved_user') {
        $> = $uid;
    } else {
        POSIX::setuid($uid);
    }
}

sub say_ready {
    return if $fault eq 'launcher_does_not_wait'; # nobody reads
    syswrite $report, "ok\n";
    close $report;
}
