/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.linux.libc.Classes;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.spi.Platform;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the packages may know of each other. */
class ArchitectureTest {

    private static final String ROOT = "io.github.daemon4j.linux";

    /** Read once, which takes seconds. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.daemon4j");

    @Test
    void only_libc_uses_jna() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".libc..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    /** The rooms in which a start, a stop and a daemon itself are made: who reads one file has it before his eyes. */
    @Test
    void a_file_of_the_house_has_at_most_250_lines() throws IOException {
        for (String room : List.of("start", "inside", "control", "pidfile", "wire", "files", "sockets")) {
            Path folder = Path.of("src", "main", "java")
                    .resolve(ROOT.replace('.', '/'))
                    .resolve(room);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.java")) {
                for (Path file : files) {
                    assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(250);
                }
            }
        }
    }

    /** From the bottom of the house to its top: each room may use those before it, as far as they are named. */
    @Test
    void each_room_uses_only_the_rooms_it_stands_on() {
        assertUsesOnly("libc");
        assertUsesOnly("commandline", "libc");
        assertUsesOnly("proc", "libc");
        assertUsesOnly("systemd", "libc");
        assertUsesOnly("wire", "proc");
        assertUsesOnly("files", "libc", "proc");
        assertUsesOnly("pidfile", "files", "libc", "proc");
        assertUsesOnly("report", "wire", "sockets", "files", "libc", "proc", "systemd", "commandline");
        assertUsesOnly("control", "report", "pidfile", "wire", "files", "libc", "proc");
        assertUsesOnly("cds", "commandline", "files", "libc");
        assertUsesOnly("privileges", "libc", "proc");
        assertUsesOnly("sockets", "files", "libc", "proc");
        assertUsesOnly(
                "inside",
                "report",
                "sockets",
                "wire",
                "pidfile",
                "files",
                "libc",
                "proc",
                "systemd",
                "commandline",
                "privileges");
        assertUsesOnly(
                "start",
                "cds",
                "sockets",
                "privileges",
                "control",
                "pidfile",
                "wire",
                "files",
                "libc",
                "proc",
                "systemd",
                "commandline");
    }

    private void assertUsesOnly(String room, String... rooms) {
        List<String> others = new ArrayList<>(List.of(
                "libc",
                "commandline",
                "proc",
                "systemd",
                "wire",
                "files",
                "pidfile",
                "report",
                "control",
                "privileges",
                "sockets",
                "inside",
                "cds",
                "start"));
        others.remove(room);
        others.removeAll(List.of(rooms));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        others.stream().map(other -> ROOT + "." + other).toArray(String[]::new))
                .because("a room uses only what it stands on")
                .check(CLASSES);
    }

    /** A JVM that comes up has no time for JNA: that none is loaded before ready() is InsideIT's to show. */
    @Test
    void what_runs_in_the_daemon_makes_no_system_call_of_its_own() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".inside", ROOT + ".wire")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + ".libc").and(not(belongToAnyOf(SystemText.class, Classes.class))))
                .check(CLASSES);
    }

    @Test
    void the_command_line_is_rebuilt_without_a_system_call() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".commandline..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + ".commandline..")
                        .or(type(SystemText.class)))
                .check(CLASSES);
    }

    @Test
    void the_api_needs_nothing_but_java() {
        classes()
                .that()
                .resideInAnyPackage("io.github.daemon4j", "io.github.daemon4j.spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.github.daemon4j", "io.github.daemon4j.spi")
                .check(CLASSES);
    }

    /** What users must read to find what they need. */
    @Test
    void the_api_has_no_more_than_twenty_five_types() {
        List<String> types = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().equals("io.github.daemon4j")
                    && type.isTopLevelClass()
                    && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                types.add(type.getSimpleName());
            }
        }
        assertThat(types).contains("ProcessInfo", "Daemon").hasSizeLessThanOrEqualTo(25);
    }

    /** A constructor that users call cannot be given one more argument. Records are for what the kernel has fixed. */
    @Test
    void nobody_but_the_api_makes_what_will_grow() {
        constructors()
                .that()
                .areDeclaredInClassesThat(resideInAPackage("io.github.daemon4j")
                        .and(not(assignableTo(Throwable.class)))
                        .and(not(assignableTo(Record.class))))
                .should()
                .notBePublic()
                .check(CLASSES);
    }

    @Test
    void the_backend_alone_sees_what_the_api_asks_of_a_platform() throws Exception {
        Path api = Path.of(ProcessInfo.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module =
                ModuleFinder.of(api).find("io.github.daemon4j").orElseThrow().descriptor();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
                .containsExactlyInAnyOrder(
                        tuple("io.github.daemon4j", Set.of()), tuple("io.github.daemon4j.spi", Set.of(ROOT)));
    }

    /** Compilers that know nothing of module annotations, Kotlin's for one, look at the package. */
    @Test
    void exported_packages_say_what_may_be_null() {
        assertThat(ProcessInfo.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
        assertThat(Platform.class.getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
    }

    @Test
    void nothing_but_the_public_face_ends_the_process() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
