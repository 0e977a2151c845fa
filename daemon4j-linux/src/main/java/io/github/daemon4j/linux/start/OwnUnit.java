/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.commandline.DaemonCommandLine;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.sockets.DescriptorChannel;
import io.github.daemon4j.linux.systemd.SocketUnitText;
import io.github.daemon4j.linux.systemd.UnitPlaces;
import io.github.daemon4j.linux.systemd.UnitText;
import io.github.daemon4j.spi.DaemonBackend.UnitOf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of systemd that runs this program as this process was started. */
public final class OwnUnit {

    /** What a JVM makes its command line of, and, for words that are not plain ASCII, what it reads them by. */
    private static final List<String> COMMAND_LINE =
            List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private static final List<String> LOCALE = List.of("LC_ALL", "LC_CTYPE", "LANG");

    private final DaemonOptions options;
    private final UnitOf asked;
    private final LaunchDirectory directory = LaunchDirectory.own();

    /** @param asked which unit */
    public OwnUnit(DaemonOptions options, UnitOf asked) {
        this.options = options;
        this.asked = asked;
    }

    /**
     * The whole file.
     *
     * @throws DaemonException if it could not run as it would have to be written
     */
    public String text() {
        String name = name();
        if (asked.socket()) {
            return SocketUnitText.of(name, asked.user(), options, directory.resolve(options.listeners()));
        }
        OwnCommand own = new OwnCommand(options, directory);
        DaemonCommandLine current = own.forService(options.listeners().isEmpty() ? null : DescriptorChannel.opening());
        List<String> main = main(current.words());
        DaemonCommandLine changed =
                current.withWords(bytes(main), current.words().size());
        if (!texts(changed.words()).equals(main)) {
            throw new DaemonException(
                    "the words of main stand in an @argument file, and cannot be others there: type them");
        }
        List<String> words = texts(changed.launch().arguments());
        words.set(0, own.program(words.get(0)));
        UnitText.Command command =
                new UnitText.Command(words, environment(changed.launch(), words), workingDirectory());
        List<String> read = new ArrayList<>(List.of(command.directory()));
        for (String word : words.subList(0, words.size() - main.size())) {
            addPaths(word, read);
        }
        return UnitText.of(name, asked.user(), options, command, places(name, read));
    }

    private String name() {
        String name = asked.name() == null ? options.name().orElse(null) : asked.name();
        if (name == null) {
            throw new DaemonException("a unit needs a name: --name NAME, or DaemonOptions.name");
        }
        if (!UnitText.isName(name)) {
            throw new DaemonException("'" + name + "' cannot be the name of a unit and of its directories: give one of"
                    + " letters, digits and -_. with --name");
        }
        if (asked.user() && options.user().isPresent()) {
            throw new DaemonException("the manager of a user cannot run anything as "
                    + options.user().get() + " (DaemonOptions.user): leave --user out");
        }
        return name;
    }

    private List<String> main(List<byte[]> given) {
        List<String> words = asked.typed().isEmpty()
                ? asked.instead()
                : ServiceWords.replace(texts(given), asked.typed(), asked.instead());
        return keepsDirectory() ? words : new ServiceWords(options, directory).absolute(words);
    }

    private boolean keepsDirectory() {
        return options.workingDirectory().map(directory::isReachedBy).orElse(true);
    }

    private String workingDirectory() {
        return options.workingDirectory()
                .map(directory::resolve)
                .orElse(directory.path())
                .toString();
    }

    private Map<String, String> environment(LaunchCommand launch, List<String> words) {
        Map<String, String> environment = new LinkedHashMap<>();
        boolean ascii = true;
        for (String word : words) {
            ascii &= word.chars().allMatch(c -> c < 0x80);
        }
        for (byte[] entry : launch.environment()) {
            int equals = new String(entry, StandardCharsets.ISO_8859_1).indexOf('=');
            String name = equals < 0 ? "" : new String(entry, 0, equals, StandardCharsets.ISO_8859_1);
            if (COMMAND_LINE.contains(name) || (!ascii && LOCALE.contains(name))) {
                environment.put(name, text(entry).substring(equals + 1));
            }
        }
        environment.putAll(options.environment());
        return environment;
    }

    private UnitPlaces places(String name, List<String> read) {
        if (asked.user()) {
            return UnitPlaces.ofUser();
        }
        String user = options.user().orElse(null);
        if (user == null) {
            for (String path : read) {
                requireOpen(path);
            }
        }
        List<String> written = new ArrayList<>();
        if (!asked.movesPidFile()) {
            options.pidFile()
                    .ifPresent(file -> written.add(directory.resolve(file).toString()));
        }
        if (!asked.movesReadyFile()) {
            options.readyFile()
                    .ifPresent(file -> written.add(directory.resolve(file).toString()));
        }
        return UnitPlaces.ofSystem(name, user, read, written);
    }

    /** The user that systemd makes is nobody's friend. What is not there may come. */
    private static void requireOpen(String name) {
        try {
            Path path = Path.of(name).toRealPath();
            requireOpen(
                    name,
                    path,
                    Files.isDirectory(path) ? PosixFilePermission.OTHERS_EXECUTE : PosixFilePermission.OTHERS_READ);
            for (Path above = path.getParent(); above != null; above = above.getParent()) {
                requireOpen(name, above, PosixFilePermission.OTHERS_EXECUTE);
            }
        } catch (IOException notThere) {
            return;
        }
    }

    private static void requireOpen(String name, Path path, PosixFilePermission needed) throws IOException {
        if (!Files.getPosixFilePermissions(path).contains(needed)) {
            throw new DaemonException(
                    name + " is not open to the unit's user (DynamicUser=yes), because of the mode of "
                            + path + ": install it where everybody may read it, such as below /opt, or name a user"
                            + " (DaemonOptions.user)");
        }
    }

    /** Adds what is an absolute path in a word: {@code -Dkey=/a}, {@code /a:/b}. */
    private static void addPaths(String word, List<String> paths) {
        int start = word.indexOf('/');
        while (start >= 0) {
            int end = word.indexOf(':', start);
            end = end < 0 ? word.length() : end;
            if (start == 0 || ":=@".indexOf(word.charAt(start - 1)) >= 0) {
                paths.add(word.substring(start, end));
            }
            start = word.indexOf('/', end);
        }
    }

    private static List<String> texts(List<byte[]> strings) {
        List<String> texts = new ArrayList<>();
        for (byte[] string : strings) {
            texts.add(text(string));
        }
        return texts;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new DaemonException(
                    "'" + new String(bytes, StandardCharsets.UTF_8) + "' is no UTF-8, which a unit is written in",
                    other);
        }
    }

    private static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }
}
