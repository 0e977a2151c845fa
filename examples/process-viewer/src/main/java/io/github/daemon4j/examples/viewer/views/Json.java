/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.views;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Processes for programs. A fact that is unknown is {@code null}. */
public final class Json {

    private static final ProcessFile[] READS = {
        ProcessFile.OWNER, ProcessFile.COMMAND_LINE, ProcessFile.EXECUTABLE, ProcessFile.WORKING_DIRECTORY
    };

    private Json() {}

    /** Always UTF-8, as JSON is; a process a line. */
    public static void write(Selection selection, OutputStream to) throws IOException {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator out = factory.createGenerator(to)) {
            out.setPrettyPrinter(new LinePerProcess());
            out.writeStartArray();
            for (ProcessInfo process : selection.of(ProcessTable.snapshot(READS))) {
                write(process, out);
            }
            out.writeEndArray();
            out.writeRaw('\n');
        }
    }

    private static void write(ProcessInfo process, JsonGenerator out) throws IOException {
        ProcessRole.Evidence evidence = process.roleEvidence();
        out.writeStartObject();
        out.writeNumberField("pid", process.pid());
        number(out, "ppid", process.parentPid());
        number(out, "pgid", process.processGroupId());
        number(out, "sid", process.sessionId());
        out.writeNumberField("tpgid", process.foregroundProcessGroupId()); // -1 is the kernel's own word for none
        out.writeStringField(
                "tty", process.terminal().map(Terminal::name).toOptional().orElse(null));
        out.writeStringField("state", process.state().name());
        out.writeStringField("role", evidence.role().name());
        out.writeStringField("kind", evidence.kind().name());
        out.writeStringField("explanation", evidence.explanation());
        number(out, "uid", process.effectiveUid().orElse(-1L));
        out.writeStringField("user", process.user().toOptional().orElse(null));
        number(out, "startTicks", process.startTicks());
        out.writeStringField(
                "startTime",
                process.startTime().map(Instant::toString).toOptional().orElse(null));
        number(out, "cpuMillis", process.cpuTime().map(Duration::toMillis).orElse(-1L));
        number(out, "threads", process.threads());
        number(out, "rssBytes", process.residentBytes());
        out.writeStringField("command", process.command());
        out.writeArrayFieldStart("commandLine");
        for (String argument : process.commandLine().orElse(List.of())) {
            out.writeString(argument);
        }
        out.writeEndArray();
        path(out, "executable", process.executable());
        path(out, "cwd", process.workingDirectory());
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, long value) throws IOException {
        if (value < 0) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }

    private static void path(JsonGenerator out, String name, Fact<Path> path) throws IOException {
        out.writeStringField(name, path.map(Path::toString).toOptional().orElse(null));
    }

    /** So that {@code grep} and {@code diff} are of use, too. */
    private static final class LinePerProcess extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;
        private int depth;

        @Override
        public void writeStartArray(JsonGenerator out) throws IOException {
            depth++;
            super.writeStartArray(out);
        }

        @Override
        public void beforeArrayValues(JsonGenerator out) throws IOException {
            if (depth == 1) {
                out.writeRaw('\n');
            }
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(depth == 1 ? ",\n" : ",");
        }

        @Override
        public void writeEndArray(JsonGenerator out, int values) throws IOException {
            out.writeRaw(depth == 1 ? "\n]" : "]");
            depth--;
        }
    }
}
