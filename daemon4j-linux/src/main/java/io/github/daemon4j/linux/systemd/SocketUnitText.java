/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.libc.SystemText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;

/**
 * A unit of systemd that opens the sockets of a service, systemd.socket(5). One socket has its name; several are one unit's and
 * have one name, so that they are taken in their order.
 */
public final class SocketUnitText {

    private SocketUnitText() {}

    /**
     * Writes one.
     *
     * @param name its name and that of its service, without what follows the dot
     * @param user whether it is for a user's own manager
     * @param listeners the sockets by their names; paths are absolute
     * @throws DaemonException if systemd could not open one of them
     */
    public static String of(String name, boolean user, DaemonOptions options, Map<String, SocketAddress> listeners) {
        if (listeners.isEmpty()) {
            throw new DaemonException(
                    "there is no socket that systemd could open: the options name none" + " (DaemonOptions.listen)");
        }
        String directory = user ? "~/.config/systemd/user/" : "/etc/systemd/system/";
        String manager = user ? "systemctl --user" : "systemctl";
        StringBuilder text = new StringBuilder();
        line(text, "# Install it as " + directory + name + ".socket, beside " + name + ".service, then:");
        line(
                text,
                "# " + manager + " daemon-reload && " + manager + " enable --now " + name + ".socket " + name
                        + ".service");
        line(text, "[Unit]");
        line(text, "Description=Sockets of " + UnitSyntax.bare(options.name().orElse(name)));
        line(text, "");
        line(text, "[Socket]");
        boolean unix = false;
        for (Map.Entry<String, SocketAddress> listener : listeners.entrySet()) {
            unix |= listener.getValue() instanceof UnixDomainSocketAddress;
            line(text, "ListenStream=" + UnitSyntax.bare(address(name, listener.getKey(), listener.getValue())));
        }
        if (listeners.size() == 1) {
            line(
                    text,
                    "FileDescriptorName="
                            + UnitSyntax.bare(listeners.keySet().iterator().next()));
        }
        if (unix) {
            line(text, "SocketMode=" + SystemText.mode(0666 & ~options.umask()));
            options.user()
                    .filter(asked -> !user)
                    .ifPresent(asked -> line(text, "SocketUser=" + UnitSyntax.bare(asked)));
            options.group()
                    .filter(asked -> !user)
                    .ifPresent(asked -> line(text, "SocketGroup=" + UnitSyntax.bare(asked)));
        }
        line(text, "");
        line(text, "[Install]");
        line(text, "WantedBy=sockets.target");
        return text.toString();
    }

    private static String address(String unit, String name, SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress file) {
            String path = file.getPath().toString();
            if (path.startsWith("/run/" + unit + "/")) {
                throw new DaemonException(
                        "the socket " + name + " cannot be " + path + ": that directory is removed whenever"
                                + " the service stops; name it /run/" + unit + ".sock, for instance");
            }
            return path;
        }
        InetSocketAddress at = (InetSocketAddress) address;
        if (at.isUnresolved() || at.getPort() == 0) {
            throw new DaemonException("systemd cannot open the socket " + name + " at " + at
                    + ": it needs a port and an address that is a number");
        }
        InetAddress host = at.getAddress();
        String port = Integer.toString(at.getPort());
        if (host.isAnyLocalAddress()) {
            return port; // of IPv6 and IPv4, as for Java
        }
        String number = host.getHostAddress();
        return number.indexOf(':') < 0 ? number + ":" + port : "[" + number + "]:" + port;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
