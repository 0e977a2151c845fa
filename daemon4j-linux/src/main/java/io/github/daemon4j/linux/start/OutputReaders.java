/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.wire.Stream;
import org.jspecify.annotations.Nullable;

/** Who reads a daemon's output: nobody, one for both streams, or one for each. */
final class OutputReaders {

    private final DaemonOptions options;
    private final boolean apart;
    private @Nullable OutputReader output;
    private @Nullable OutputReader errors;

    private OutputReaders(DaemonOptions options) {
        this.options = options;
        apart = !options.errorOutput().equals(options.output());
    }

    /**
     * Starts those that the options name.
     *
     * @param outputs what the daemon prints to while it comes up; null if that is the pipe itself
     */
    static OutputReaders start(
            DaemonOptions options,
            LaunchDirectory directory,
            LaunchTarget target,
            @Nullable Outputs outputs,
            StartTransaction transaction)
            throws ErrnoException {
        OutputReaders readers = new OutputReaders(options);
        readers.output =
                start(options.output(), directory, target, outputs == null ? null : outputs.output(), transaction);
        if (readers.apart) {
            readers.errors = start(
                    options.errorOutput(), directory, target, outputs == null ? null : outputs.errors(), transaction);
        }
        return readers;
    }

    private static @Nullable OutputReader start(
            Redirect redirect,
            LaunchDirectory directory,
            LaunchTarget target,
            @Nullable OutputFile source,
            StartTransaction transaction)
            throws ErrnoException {
        if (redirect.kind() != Redirect.Kind.PIPE) {
            return null;
        }
        byte[] executable = find(redirect, directory);
        OutputReader reader = transaction.owns(OutputReader.start(redirect, executable, target, source));
        transaction.made(reader);
        return reader;
    }

    /** Finds what would refuse them. */
    static void check(DaemonOptions options, LaunchDirectory directory) {
        for (Redirect redirect : new Redirect[] {options.output(), options.errorOutput()}) {
            if (redirect.kind() == Redirect.Kind.PIPE) {
                find(redirect, directory);
            }
        }
    }

    private static byte[] find(Redirect redirect, LaunchDirectory directory) {
        String program = redirect.command().get(0);
        return Executables.find(
                program, directory, "cannot start " + program + ", which the daemon's output is to go to");
    }

    void inherit(Inheritance inheritance) {
        if (output != null) {
            inheritance.add(Inheritance.OUTPUT, output.writing().number());
        }
        if (errors != null) {
            inheritance.add(Inheritance.ERRORS, errors.writing().number());
        }
    }

    /** Where the daemon's standard output goes, or both. */
    Stream output(int number) {
        return output == null ? Stream.of(options.output().kind()) : output.stream(number);
    }

    /** Where its standard error goes; null if it goes where the output goes. */
    @Nullable
    Stream errors(int number) {
        if (!apart) {
            return null;
        }
        return errors == null ? Stream.of(options.errorOutput().kind()) : errors.stream(number);
    }

    @Nullable
    OutputReader output() {
        return output;
    }

    @Nullable
    OutputReader errors() {
        return apart ? errors : output;
    }

    /** What a person should know of a reader that has ended already. */
    @Nullable
    String problem() {
        String problem = output == null ? null : output.problem();
        return problem != null || errors == null ? problem : errors.problem();
    }
}
