/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

import io.github.daemon4j.Readiness;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file that says what the fleet is. Relative paths in it count from its own directory.
 *
 * @param path where it is
 * @param stopsOnFailure whether a member that does not come up takes those down that were started with it
 * @param members in the order they come up
 */
public record FleetFile(Path path, boolean stopsOnFailure, List<Member> members) {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    /**
     * Reads the file.
     *
     * @throws FleetException if it cannot be read or says what is not understood
     */
    public static FleetFile read(Path file) {
        Path path = file.toAbsolutePath().normalize();
        try (Reader text = Files.newBufferedReader(path)) {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return of(new Settings(file.toString(), yaml), path);
        } catch (NoSuchFileException missing) {
            throw new FleetException("there is no " + path + "; name the fleet's file with --file");
        } catch (IOException | YAMLException unreadable) {
            throw new FleetException("cannot read " + path + ": " + unreadable.getMessage());
        }
    }

    private static FleetFile of(Settings settings, Path path) {
        Path base = path.getParent();
        Path run = base.resolve(settings.text("run").orElse("run"));
        Path logs = base.resolve(settings.text("logs").orElse("logs"));
        boolean stops = stops(settings);
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object yaml : settings.list("members")) {
            Member member = member(yaml, base, run, logs);
            if (!names.add(member.name())) {
                throw settings.wrong("there are two members '" + member.name() + "'");
            }
            members.add(member);
        }
        settings.refuseOthers();
        members.sort(Comparator.comparingInt(Member::order)); // stable: as in the file within an order
        return new FleetFile(path, stops, List.copyOf(members));
    }

    private static boolean stops(Settings settings) {
        String choice = settings.text("on-failure").orElse("keep");
        if (!choice.equals("keep") && !choice.equals("stop")) {
            throw settings.wrong("on-failure is keep or stop, not '" + choice + "'");
        }
        return choice.equals("stop");
    }

    private static Member member(Object yaml, Path base, Path run, Path logs) {
        String name = new Settings("a member", yaml).requiredText("name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new FleetException(
                    "the name '" + name + "' must be letters, digits, '.', '_', '-': files are named so");
        }
        Settings settings = new Settings("member " + name, yaml);
        settings.requiredText("name");
        Optional<Settings> ready = settings.settings("ready");
        Member member = new Member(
                name,
                settings.text("host").map(host -> host(settings, host)),
                settings.texts("command"),
                base.resolve(settings.text("directory").orElse(".")).normalize(),
                settings.map("environment"),
                settings.number("order", 0),
                ready.map(FleetFile::readiness),
                ready.filter(r -> r.text("log").isEmpty()).map(FleetFile::readiness), // a text in a log stays there
                ready.map(r -> r.duration("within", WITHIN)).orElse(WITHIN),
                run.resolve(name + ".pid"),
                logs.resolve(name + ".log"));
        settings.refuseOthers();
        ready.ifPresent(Settings::refuseOthers);
        return member;
    }

    private static Host host(Settings settings, String name) {
        if (!Host.isName(name)) {
            throw settings.wrong("host must be a name for ssh, such as db1 or user@db1, not '" + name + "'");
        }
        return new Host(name);
    }

    /** The same, as the machine of its members sees it: none of them is elsewhere. */
    public FleetFile here() {
        return new FleetFile(
                path, stopsOnFailure, members.stream().map(Member::here).toList());
    }

    private static Readiness readiness(Settings ready) {
        List<Readiness> all = new ArrayList<>();
        ready.text("port").ifPresent(port -> all.add(port(ready, port)));
        ready.text("http").ifPresent(address -> all.add(http(ready, address)));
        ready.text("log").ifPresent(text -> all.add(log(ready, text)));
        ready.text("within");
        if (all.size() != 1) {
            throw ready.wrong("one of port, http, log is needed, not " + all.size());
        }
        return all.get(0);
    }

    private static Readiness log(Settings ready, String text) {
        if (text.isEmpty()) {
            throw ready.wrong("log must be a text that the member prints when it serves, not empty");
        }
        return Readiness.log(text);
    }

    private static Readiness port(Settings ready, String port) {
        int colon = port.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : port.substring(0, colon);
        try {
            int number = Integer.parseInt(port.substring(colon + 1));
            if (number > 0 && number <= 0xffff) {
                return Readiness.listening(InetSocketAddress.createUnresolved(host, number));
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw ready.wrong("port must be a number from 1 to 65535, or host:number, not '" + port + "'");
    }

    private static Readiness http(Settings ready, String address) {
        if (address.matches("https?://[^\\s]+")) {
            return Readiness.http(URI.create(address));
        }
        throw ready.wrong("http must be an address such as http://127.0.0.1:8080/health, not '" + address + "'");
    }

    /**
     * Returns some members.
     *
     * @param names of the members; all if there are none
     * @throws FleetException if there is no such member
     */
    public List<Member> select(List<String> names) {
        for (String name : names) {
            if (members.stream().noneMatch(member -> member.name().equals(name))) {
                throw new FleetException("there is no member '" + name + "'; there are "
                        + String.join(", ", members.stream().map(Member::name).toList()));
            }
        }
        return members.stream()
                .filter(member -> names.isEmpty() || names.contains(member.name()))
                .toList();
    }
}
