/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.daemon4j.linux.libc.SystemText;
import org.junit.jupiter.api.Test;

/** What the packages may know of each other. */
class ArchitectureTest {

    private static final String ROOT = "io.github.daemon4j.linux";

    private final JavaClasses classes = new ClassFileImporter()
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
                .check(classes);
    }

    @Test
    void libc_knows_nothing_of_who_calls_it() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".libc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".start..",
                        ROOT + ".inside..",
                        ROOT + ".control..",
                        ROOT + ".pidfile..",
                        ROOT + ".wire..",
                        ROOT + ".files..",
                        ROOT + ".proc..",
                        ROOT + ".commandline..",
                        ROOT + ".systemd..")
                .check(classes);
    }

    @Test
    void the_command_line_is_rebuilt_without_a_system_call() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".commandline..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + ".commandline..")
                        .or(type(SystemText.class)))
                .check(classes);
    }

    @Test
    void readers_of_proc_know_nothing_of_daemons() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".proc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".start..",
                        ROOT + ".inside..",
                        ROOT + ".control..",
                        ROOT + ".pidfile..",
                        ROOT + ".wire..",
                        ROOT + ".files..",
                        ROOT + ".commandline..",
                        ROOT + ".systemd..")
                .check(classes);
    }

    @Test
    void the_api_needs_nothing_but_java() {
        classes()
                .that()
                .resideInAnyPackage("io.github.daemon4j", "io.github.daemon4j.spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.github.daemon4j", "io.github.daemon4j.spi")
                .check(classes);
    }

    @Test
    void nothing_but_the_public_face_ends_the_process() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
