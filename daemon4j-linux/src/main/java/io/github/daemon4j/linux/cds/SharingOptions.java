/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import io.github.daemon4j.linux.libc.SystemText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options with which a JVM uses an archive, notes the classes for one, or makes one. The archive is a static one with the
 * JDK's classes in it, made by a process of its own: a dynamic one ({@code -XX:ArchiveClassesAtExit}) and the AOT cache
 * of JDK 24 and later ({@code -XX:AOTCacheOutput}) are made by the daemon while it ends, which holds up its end by
 * seconds, and the latter slows the run that is recorded by a quarter. To note the classes costs nothing that can be measured.
 */
final class SharingOptions {

    /** An option that a JVM does not know ends it, so what comes after the newest that is tested starts as without. */
    private static final int NEWEST = 25;

    /** From here on classes can be stored as they are after linking, and messages have a second tag. */
    private static final int LINKING = 25;

    private final int feature;

    SharingOptions(int feature) {
        this.feature = feature;
    }

    /** Whether this is a JVM that takes them. */
    static boolean areKnownHere() {
        String vm = System.getProperty("java.vm.name", "");
        return Runtime.version().feature() <= NEWEST && (vm.startsWith("OpenJDK") || vm.startsWith("Java HotSpot"));
    }

    /** Those of a daemon with an archive. Whatever is wrong with it, nothing is printed. */
    List<byte[]> use(Path archive) {
        List<byte[]> options = new ArrayList<>();
        options.add(SystemText.bytes("-Xshare:auto"));
        options.add(file("-XX:SharedArchiveFile=", archive));
        options.add(SystemText.bytes(feature < LINKING ? "-Xlog:cds*=off" : "-Xlog:cds*=off,aot*=off"));
        return options;
    }

    /** That of a daemon whose classes are noted. */
    byte[] note(Path list) {
        return file("-XX:DumpLoadedClassList=", list);
    }

    /**
     * What the VM that makes the archive is told beside the daemon's own options.
     *
     * @param agents whether the daemon has some: a JVM refuses classes that are linked already, if an agent may change them
     */
    String linking(boolean agents) {
        return feature < LINKING || agents ? "-XX:-UsePerfData" : "-XX:+AOTClassLinking";
    }

    private static byte[] file(String option, Path file) {
        byte[] name = SystemText.bytes(file);
        byte[] prefix = SystemText.bytes(option);
        byte[] whole = new byte[prefix.length + name.length];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(name, 0, whole, prefix.length, name.length);
        return whole;
    }
}
