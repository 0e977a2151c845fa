/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
import io.github.daemon4j.Daemon
import io.github.daemon4j.DaemonCommand
import io.github.daemon4j.DaemonOptions
import io.github.daemon4j.Startup
import java.nio.file.Path
import kotlin.concurrent.thread

fun main(args: Array<String>) {
    val options = DaemonOptions.builder().name("consumer").pidFile(Path.of(args[0])).build()
    if (args[1] == "detach") {
        Daemon.start(options, Startup.Plain { serve(it) })
    } else {
        DaemonCommand.main(arrayOf(args[1]), options, Startup.Plain { daemon -> serve(daemon) })
    }
}

fun serve(daemon: Daemon) {
    println("serves as " + daemon.mode())
    thread { Thread.sleep(300_000) }
}
