/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Resource;
import io.github.daemon4j.RestartPolicy;
import io.github.daemon4j.Signal;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A unit of systemd, systemd.service(5) and systemd.exec(5), from version 252 on. It is told when the service is ready, starts it
 * again when it fails, and lets it do what a server does and no more.
 */
public final class UnitText {

    /**
     * What is started.
     *
     * @param words the program, absolute, and its arguments
     * @param environment what it is to find beside what systemd sets
     * @param directory its working directory
     */
    public record Command(List<String> words, Map<String, String> environment, String directory) {}

    private final StringBuilder text = new StringBuilder();
    private final String name;
    private final boolean user;
    private final DaemonOptions options;
    private final Command command;
    private final UnitPlaces places;

    private UnitText(String name, boolean user, DaemonOptions options, Command command, UnitPlaces places) {
        this.name = name;
        this.user = user;
        this.options = options;
        this.command = command;
        this.places = places;
    }

    /**
     * Writes a unit.
     *
     * @param name its name, without {@code .service}
     * @param user whether it is for a user's own manager
     */
    public static String of(String name, boolean user, DaemonOptions options, Command command, UnitPlaces places) {
        return new UnitText(name, user, options, command, places).write();
    }

    private String write() {
        String directory = user ? "~/.config/systemd/user/" : "/etc/systemd/system/";
        String manager = user ? "systemctl --user" : "systemctl";
        line("# Install it as " + directory + name + ".service, then:");
        line("# " + manager + " daemon-reload && " + manager + " enable --now " + name);
        int sockets = options.listeners().size();
        if (sockets > 0) {
            line("# What it listens on, systemd opens before, by " + name + ".socket: unit --socket prints that one.");
        }
        line("[Unit]");
        line("Description=" + UnitSyntax.bare(options.name().orElse(name)));
        if (!user) {
            line("Wants=network-online.target");
            line("After=network-online.target");
        }
        if (sockets > 0) {
            line("Wants=" + name + ".socket");
            line("After=" + name + ".socket");
        }
        options.restartPolicy().ifPresent(policy -> UnitRestart.unit(policy).forEach(this::line));
        line("");
        line("[Service]");
        process();
        identity();
        directories();
        limits();
        restrictions();
        line("");
        line("[Install]");
        line(user ? "WantedBy=default.target" : "WantedBy=multi-user.target");
        return text.toString();
    }

    private void process() {
        line("Type=notify");
        line("NotifyAccess=main");
        line("ExecStart=" + UnitSyntax.command(command.words()));
        line("# From systemd 253 on, Type=notify-reload does the same without this line.");
        line("ExecReload=/bin/kill -HUP $MAINPID");
        RestartPolicy policy = options.restartPolicy().orElse(null);
        for (String restart : policy == null ? List.of("Restart=on-failure") : UnitRestart.service(policy)) {
            line(restart);
        }
        line("# How long it may give no sign of life; Daemon.watchdog(..) says what is one.");
        line("WatchdogSec=30");
        StopSchedule stop = StopSchedule.parse(options.stopSchedule());
        Signal first = stop.steps().get(0).signal();
        if (first != Signal.TERM) {
            line("KillSignal=SIG" + first);
        }
        line("TimeoutStartSec=" + seconds(options.readyTimeout().orElse(DaemonOptions.DEFAULT_READY_TIMEOUT)));
        line("TimeoutStopSec=" + seconds(stop.grace()));
        line("# As a JVM ends on SIGTERM that has no say in it, such as one that is not up yet.");
        line("SuccessExitStatus=143");
        int sockets = options.listeners().size();
        if (sockets > 0) {
            line("# Sockets that it has opened itself are kept over a restart; systemd before 254 does not say so.");
            line("FileDescriptorStoreMax=" + sockets);
            line("Environment=FDSTORE=" + sockets);
        }
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            line("Environment=" + UnitSyntax.assignment(variable.getKey(), variable.getValue()));
        }
        Path log = options.output().file().orElse(null);
        if (log != null) {
            line(UnitSyntax.comment("What it prints goes to the journal (journalctl -u " + name + "), not to " + log));
        }
    }

    /** Rounded up: to systemd, zero would be no limit at all. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }

    private void identity() {
        if (user) {
            return;
        }
        String asked = options.user().orElse(null);
        String group = options.group().orElse(null);
        if (asked == null) {
            line("# A user that is there as long as the service is.");
            line("DynamicUser=yes");
        } else {
            line("User=" + UnitSyntax.bare(asked));
        }
        if (group != null) {
            line("Group=" + UnitSyntax.bare(group));
        }
    }

    private void directories() {
        line("WorkingDirectory=" + UnitSyntax.bare(command.directory()));
        line("UMask=" + SystemText.mode(options.umask()));
        line("# Made for it: $RUNTIME_DIRECTORY has its pid file, one of the others what has to be executable of JNA.");
        line("RuntimeDirectory=" + name);
        line("StateDirectory=" + name);
        line("CacheDirectory=" + name);
        line("LogsDirectory=" + name);
        if (!user) {
            line("# Nothing else can be written, except for what is named in ReadWritePaths=.");
            line("ProtectSystem=strict");
            line("ProtectHome=" + (places.readsHomes() ? "read-only" : "yes"));
            line("PrivateTmp=yes");
        }
        for (String path : places.writable()) {
            line("ReadWritePaths=" + UnitSyntax.path(path));
        }
    }

    private void limits() {
        for (Map.Entry<Resource, Long> limit : options.limits().entrySet()) {
            if (limit.getKey() != Resource.CORE || options.coreDumps()) {
                long value = limit.getValue();
                line("Limit" + limit.getKey() + "=" + (value == Resource.UNLIMITED ? "infinity" : value));
            }
        }
        if (!options.coreDumps()) {
            line("LimitCORE=0");
        }
        options.nice().ifPresent(nice -> line("Nice=" + nice));
        options.oomScoreAdjust().ifPresent(score -> line("OOMScoreAdjust=" + score));
    }

    private void restrictions() {
        for (String restriction : UnitRestrictions.of(options, user)) {
            line(restriction);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /**
     * Whether a unit and its directories can have this name.
     *
     * @param name without {@code .service}
     */
    public static boolean isName(String name) {
        boolean plain = !name.isEmpty() && name.length() <= 200 && name.charAt(0) != '.' && name.charAt(0) != '-';
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || c == '.';
        }
        return plain;
    }
}
