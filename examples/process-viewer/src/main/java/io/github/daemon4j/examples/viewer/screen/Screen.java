/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.screen;

import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;

/**
 * Where the output goes.
 *
 * @param terminal whether a person looks at it
 * @param pipe whether a program reads it
 * @param colours whether it may have colours: on a terminal that knows some, unless {@code NO_COLOR} is set
 * @param columns how wide it is; as {@code ps} does, {@code COLUMNS} goes before the terminal, and a pipe has no end
 * @param utf8 whether it shows other characters than ASCII
 */
public record Screen(boolean terminal, boolean pipe, boolean colours, int columns, boolean utf8) {

    /** The longest line of {@code ps}. */
    private static final int ENDLESS = 131_072;

    private static final int USUAL = 80;
    private static final int COLOURS = 8;
    private static final int STANDARD_OUTPUT = 1;

    public static Screen ofThisProcess() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        boolean utf8 =
                Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        System.setOut(new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                false,
                utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII));
        OpenDescriptor output = standardOutput();
        boolean terminal = output != null && output.isTerminal();
        return new Screen(
                terminal,
                output != null && output.target().startsWith("pipe:"),
                terminal && knowsColours(),
                columns(terminal),
                utf8);
    }

    /** {@code System.console()} asks about the input as well, and since Java 22 tells nothing. */
    private static OpenDescriptor standardOutput() {
        for (OpenDescriptor descriptor : ProcessInfo.current().descriptors().orElse(List.of())) {
            if (descriptor.number() == STANDARD_OUTPUT) {
                return descriptor;
            }
        }
        return null;
    }

    private static boolean knowsColours() {
        String refused = System.getenv("NO_COLOR");
        String type = System.getenv("TERM");
        return (refused == null || refused.isEmpty()) && type != null && !type.equals("dumb");
    }

    private static int columns(boolean terminal) {
        String wish = System.getenv("COLUMNS");
        if (wish != null && wish.matches("[1-9][0-9]{0,5}") && Integer.parseInt(wish) < ENDLESS) {
            return Integer.parseInt(wish);
        }
        if (!terminal) {
            return ENDLESS;
        }
        return askTerminal();
    }

    /** The JDK cannot, and a native library takes longer to load than {@code stty} to run. */
    private static int askTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/proc/self/fd/" + STANDARD_OUTPUT))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : USUAL;
        } catch (IOException | NumberFormatException e) {
            return USUAL;
        }
    }

    public void print(AttributedString line) {
        printWhole(cut(line, columns));
    }

    /** Whether all that was printed has arrived. */
    public boolean flush() {
        boolean failed = System.out.checkError();
        if (failed && !pipe) { // a reader that has gone, as head does, is no error
            System.err.println("process-viewer: the output could not be written; is the disk full?");
        }
        return !failed;
    }

    /** Prose: the terminal breaks it where it must. */
    public void printWhole(AttributedString line) {
        System.out.print((colours ? line.toAnsi(COLOURS, ForceMode.None) : line.toString()) + '\n');
    }

    /** No character takes more than two columns: most lines need not be measured. */
    static AttributedString cut(AttributedString line, int columns) {
        return line.length() * 2 <= columns || line.columnLength() <= columns
                ? line
                : line.columnSubSequence(0, columns);
    }
}
