/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FsShell;
import org.apache.hadoop.util.ToolRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hadoop fs -- -put file /}: Hadoop's own file shell. */
@Command(name = "fs", description = "Hadoop's file shell; its arguments come after --")
final class FsCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Parameters(paramLabel = "ARGUMENT", description = "for example: -- -ls /")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return ToolRunner.run(Configurations.of(home), new FsShell(), arguments.toArray(new String[0]));
    }
}
