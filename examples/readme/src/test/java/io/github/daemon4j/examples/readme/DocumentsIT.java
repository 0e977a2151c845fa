/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is so: links lead somewhere, and Java compiles or stands in a source that the build compiles. */
class DocumentsIT {

    private static final Path ROOT = Path.of("../..");

    /** Relative ones, without the part of the page. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#]+)");

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /** A line for what a reader has there himself. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^\\s*\\.\\.\\.\\s*$");

    private static final String IMPORTS = """
            import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
            import io.github.daemon4j.*;
            import io.github.daemon4j.DaemonOptions.*;
            import io.github.daemon4j.testkit.*;
            import java.net.*;
            import java.nio.channels.*;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.List;
            import org.junit.jupiter.api.*;
            """;

    @TempDir
    private Path classes;

    @Test
    void every_link_leads_to_a_file() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path document : files(".md")) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                links++;
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    dead.add(document + ": " + link.group(1));
                }
            }
        }
        assertThat(links).isGreaterThan(20);
        assertThat(dead).isEmpty();
    }

    @Test
    void every_piece_of_java_is_compiled() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : files(".java")) {
            sources.add(withoutSpace(Files.readString(source)));
        }
        int pieces = 0;
        List<String> wrong = new ArrayList<>();
        for (Path document : files(".md")) {
            Matcher java = JAVA.matcher(Files.readString(document));
            while (java.find()) {
                pieces++;
                String piece = java.group(1);
                String bare = withoutSpace(piece);
                if (sources.stream().noneMatch(source -> source.contains(bare))) {
                    String problem = problem(piece);
                    if (!problem.isEmpty()) {
                        wrong.add(document + ":\n" + piece + problem);
                    }
                }
            }
        }
        assertThat(pieces).isGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(suffix) && isWritten(ROOT.relativize(path)))
                    .toList();
        }
    }

    /** By a person, for readers. */
    private static boolean isWritten(Path path) {
        for (Path name : path) {
            if (name.toString().equals("target") || name.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
    }

    /** What the compiler says of it as a class, as statements, or as what follows {@code DaemonOptions.builder()}; empty if it is content. */
    private String problem(String piece) {
        String shown = LEFT_OUT.matcher(piece).replaceAll("");
        if (shown.contains("class ")) {
            return compile(IMPORTS + shown + "class Server {}");
        }
        String statements = shown;
        if (shown.startsWith(".")) {
            statements = shown.replaceAll("(?m)^(\\..*\\))", "DaemonOptions.builder()$1;");
        } else if (!shown.stripTrailing().endsWith(";")
                && !shown.stripTrailing().endsWith("}")) {
            statements = shown + ";";
        }
        return compile(IMPORTS + "class Piece { static Daemon daemon; static void of() throws Exception {\n"
                + statements + "\n} }");
    }

    private String compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        boolean fine = compiler.getTask(said, null, null, options, null, List.of(new Source(source)))
                .call();
        return fine ? "" : said.toString();
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Piece.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
