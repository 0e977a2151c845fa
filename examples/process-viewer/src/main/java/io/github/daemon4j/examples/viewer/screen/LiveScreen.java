/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.screen;

import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.examples.viewer.views.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** A view drawn again every second, in the terminal's other screen. What was on the terminal is there again afterwards. */
public final class LiveScreen {

    private static final long PERIOD_MILLIS = 1000;
    private static final int CTRL_C = 3;

    private final Terminal terminal;
    private final Display display;
    private final View view;
    private final boolean colours;
    private final String farewell;
    private boolean shown;

    private LiveScreen(Terminal terminal, View view, boolean colours) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        this.view = view;
        this.colours = colours;
        this.farewell = text(terminal, Capability.cursor_visible) + text(terminal, Capability.exit_ca_mode);
    }

    /** Returns when q is typed, or Ctrl-C, or the terminal is gone. */
    public static void show(View view, boolean colours) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(false).build()) {
            if (terminal.getStringCapability(Capability.cursor_address) == null) {
                throw new IOException(
                        "--watch needs a terminal that can move its cursor; TERM=" + terminal.getType() + " cannot");
            }
            LiveScreen screen = new LiveScreen(terminal, view, colours);
            Thread restore = new Thread(screen::leave, "restore terminal");
            Runtime.getRuntime().addShutdownHook(restore); // for TERM and HUP
            screen.enter();
            try {
                screen.run();
            } finally {
                screen.leave();
            }
        }
    }

    private static String text(Terminal terminal, Capability capability) {
        String found = terminal.getStringCapability(capability);
        return found == null ? "" : Curses.tputs(found);
    }

    private synchronized void enter() {
        terminal.enterRawMode(); // closing the terminal ends it
        Attributes keys = terminal.getAttributes();
        keys.setLocalFlag(LocalFlag.ISIG, false); // Ctrl-C is a key here; Ctrl-Z would leave the terminal raw
        terminal.setAttributes(keys);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        shown = true;
        terminal.handle(Terminal.Signal.WINCH, signal -> draw());
    }

    /** Not through the terminal: when the JVM is told to end, JLine gives back the modes and closes it at the same time. */
    private synchronized void leave() {
        if (shown) {
            shown = false;
            System.out.print(farewell);
            System.out.flush();
        }
    }

    private void run() throws IOException {
        while (true) {
            draw();
            long next = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
            long left = PERIOD_MILLIS;
            while (left > 0) {
                int key = terminal.reader().read(left);
                if (key == 'q' || key == 'Q' || key == CTRL_C || key == NonBlockingReader.EOF) {
                    return;
                }
                left = key == NonBlockingReader.READ_EXPIRED ? 0 : (next - System.nanoTime()) / 1_000_000;
            }
        }
    }

    private synchronized void draw() {
        if (!shown) {
            return;
        }
        Size size = terminal.getSize();
        List<AttributedString> lines = new ArrayList<>();
        for (AttributedString line : view.lines(ProcessTable.snapshot(view.reads()), size.getColumns())) {
            if (lines.size() == size.getRows()) {
                break;
            }
            AttributedString visible = Screen.cut(line, size.getColumns());
            lines.add(colours ? visible : new AttributedString(visible.toString()));
        }
        display.resize(size.getRows(), size.getColumns());
        display.update(lines, 0);
    }
}
