# Copyright 2026 the daemon4j authors
# SPDX-License-Identifier: Apache-2.0
#
# server.pl DIRECTORY [fail]: a server that knows nothing of daemons. Ready long after a launcher that does not wait for it
# has returned; nothing else waits for it either.
use strict;
use warnings;

my ($directory, $fail) = @ARGV;
exit 3 if $fail;
select(undef, undef, undef, 10);
open(my $ready, '>', "$directory/ready") or die "ready: $!";
close $ready;
sleep 600;
