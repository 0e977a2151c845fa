/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineNativeLoader;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;

/**
 * Where the output goes.
 *
 * @param terminal whether a person looks at it
 * @param colours whether it may have colours: on a terminal that knows some, unless {@code NO_COLOR} is set
 * @param columns how wide it is; as {@code ps} does, {@code COLUMNS} goes before the terminal, and a pipe has no end
 * @param utf8 whether it shows other characters than ASCII
 */
record Screen(boolean terminal, boolean colours, int columns, boolean utf8) {

    /** The longest line of {@code ps}. */
    private static final int ENDLESS = 131_072;

    private static final int COLOURS = 8;
    private static final int STANDARD_OUTPUT = 1;

    static Screen ofThisProcess() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        boolean utf8 =
                Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        System.setOut(new PrintStream(
                new FileOutputStream(FileDescriptor.out),
                false,
                utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII));
        boolean terminal = isTerminal();
        String noColour = System.getenv("NO_COLOR");
        boolean colours = terminal
                && (noColour == null || noColour.isEmpty())
                && !"dumb".equals(System.getenv("TERM"))
                && System.getenv("TERM") != null;
        return new Screen(terminal, colours, columns(terminal), utf8);
    }

    /** {@code System.console()} asks about the input as well, and since Java 22 tells nothing. */
    private static boolean isTerminal() {
        List<OpenDescriptor> open = ProcessInfo.current().openDescriptors().orElse(List.of());
        for (OpenDescriptor descriptor : open) {
            if (descriptor.number() == STANDARD_OUTPUT) {
                return descriptor.isTerminal();
            }
        }
        return false;
    }

    private static int columns(boolean terminal) {
        String wish = System.getenv("COLUMNS");
        if (wish != null && wish.matches("[1-9][0-9]{0,5}") && Integer.parseInt(wish) < ENDLESS) {
            return Integer.parseInt(wish);
        }
        if (!terminal) {
            return ENDLESS;
        }
        JLineNativeLoader.initialize();
        CLibrary.WinSize size = new CLibrary.WinSize();
        boolean known = CLibrary.ioctl(STANDARD_OUTPUT, CLibrary.TIOCGWINSZ, size) == 0 && size.ws_col > 0;
        return known ? size.ws_col : 80;
    }

    void print(AttributedString line) {
        printWhole(cut(line, columns));
    }

    /** Prose: the terminal breaks it where it must. */
    void printWhole(AttributedString line) {
        System.out.print((colours ? line.toAnsi(COLOURS, ForceMode.None) : line.toString()) + '\n');
    }

    /** No character takes more than two columns: most lines need not be measured. */
    static AttributedString cut(AttributedString line, int columns) {
        return line.length() * 2 <= columns || line.columnLength() <= columns
                ? line
                : line.columnSubSequence(0, columns);
    }
}
