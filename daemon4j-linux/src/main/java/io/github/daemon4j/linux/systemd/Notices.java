/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

/** What messages of sd_notify(3) say, taken together: the receiving end of {@link Notification}. */
public final class Notices {

    private static final String READY = "READY=1";
    private static final String STATUS = "STATUS=";

    private boolean ready;
    private String status = "";
    private int refused;

    /** Takes a message of the program's. */
    public void hear(String message) {
        for (String line : lines(message)) {
            if (line.equals(READY)) {
                ready = true;
            } else if (line.startsWith(STATUS)) {
                status = new Notification("", line.substring(STATUS.length()))
                        .toString()
                        .substring(1);
            }
        }
    }

    /**
     * Takes no notice of somebody else's message, but of who said in it that the program is ready.
     *
     * @param pid the sender's
     */
    public void refuse(int pid, String message) {
        for (String line : lines(message)) {
            if (line.equals(READY)) {
                refused = pid;
            }
        }
    }

    private static String[] lines(String message) {
        return message.split("\n", -1);
    }

    /** Whether the program has said that it is ready. */
    public boolean isReady() {
        return ready;
    }

    /** For people: the program's status, and whose message was refused; or nothing. */
    public String heard() {
        StringBuilder heard = new StringBuilder();
        if (!status.isEmpty()) {
            heard.append("its STATUS is \"").append(status).append('"');
        }
        if (refused != 0) {
            heard.append(heard.isEmpty() ? "" : "; ")
                    .append("a READY=1 came from pid ")
                    .append(refused)
                    .append(", which is not of its session, or had ended before that could be seen");
        }
        return heard.toString();
    }
}
