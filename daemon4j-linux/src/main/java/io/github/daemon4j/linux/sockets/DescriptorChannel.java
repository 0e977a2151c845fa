/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import io.github.daemon4j.DaemonException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * Makes a channel of a listening socket that this process was started with. The JDK does so for descriptor 0 alone
 * ({@code System.inheritedChannel()}); for any other what it does that with is called, which needs {@link #opening}.
 *
 * <p>Not descriptor 0 for the first one: when its channel is closed, the JDK puts {@code /dev/null} in the place of 0, 1 and 2,
 * and a server that closes its socket to come to its end would say no more.
 */
public final class DescriptorChannel {

    private static final String PACKAGE = "sun.nio.ch";
    private static final String OPENED = "java.base/" + PACKAGE;

    /** What {@code InheritedChannel} calls them. */
    private static final int SOCK_STREAM = 1;

    private static final int AF_UNIX = 3;

    private DescriptorChannel() {}

    /** What the option {@code --add-opens} of a JVM has to say, in which this class is to work. */
    public static String opening() {
        Module own = DescriptorChannel.class.getModule();
        return OPENED + "=" + (own.isNamed() ? own.getName() : "ALL-UNNAMED");
    }

    /**
     * Makes the channel: in blocking mode, of a descriptor that does not block. The JDK waits by poll(2) then. The flag is one
     * with that of everybody who has the socket: a predecessor that still accepts by a selector would wait in accept(2), with all
     * its clients, whenever this process was faster.
     *
     * @param what the socket, for messages
     * @throws DaemonException if it is no listening stream socket, or the JDK keeps the way to itself
     */
    public static ServerSocketChannel of(int number, String what) {
        try {
            Class<?> inherited = Class.forName(PACKAGE + ".InheritedChannel");
            if (call(inherited, "soType0", number) != SOCK_STREAM || isConnected(inherited, number)) {
                throw new DaemonException("cannot take " + what + ": descriptor " + number
                        + " is no stream socket that listens; look into /proc/self/fdinfo/" + number
                        + " and at who gave it (ListenStream= of systemd.socket(5))");
            }
            boolean unix = call(inherited, "addressFamily", number) == AF_UNIX;
            return channel(number, unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET6);
        } catch (InaccessibleObjectException closed) {
            throw new DaemonException(
                    "cannot take " + what + ", which is descriptor " + number
                            + ": the JDK makes a channel of no descriptor but 0 by itself. " + cure(),
                    closed);
        } catch (InvocationTargetException failure) {
            throw cannot(what, failure.getCause() == null ? failure : failure.getCause());
        } catch (ReflectiveOperationException | IOException failure) {
            throw cannot(what, failure);
        }
    }

    /**
     * The descriptor of a channel.
     *
     * @param what the socket, for messages
     * @throws DaemonException if the JDK keeps that to itself
     */
    public static int number(ServerSocketChannel channel, String what) {
        try {
            Method number = Class.forName(PACKAGE + ".SelChImpl").getDeclaredMethod("getFDVal");
            number.setAccessible(true);
            return (int) number.invoke(channel);
        } catch (InaccessibleObjectException closed) {
            throw new DaemonException(
                    "cannot find the descriptor of " + what + ": the JDK tells none by itself. " + cure(), closed);
        } catch (ReflectiveOperationException failure) {
            throw new DaemonException(
                    "cannot find the descriptor of " + what + " with Java " + Runtime.version() + ": " + failure,
                    failure);
        }
    }

    private static String cure() {
        return "Give this JVM the option --add-opens=" + opening()
                + ", or the manifest of a jar that is started with -jar the line \"Add-Opens: " + OPENED + "\"";
    }

    private static DaemonException cannot(String what, Throwable failure) {
        return new DaemonException("cannot take " + what + " with Java " + Runtime.version() + ": " + failure, failure);
    }

    private static ServerSocketChannel channel(int number, ProtocolFamily family)
            throws ReflectiveOperationException, IOException {
        Class<?> util = Class.forName(PACKAGE + ".IOUtil");
        Method newDescriptor = util.getDeclaredMethod("newFD", int.class);
        newDescriptor.setAccessible(true);
        Object descriptor = newDescriptor.invoke(null, number);
        Method configureBlocking = util.getDeclaredMethod("configureBlocking", FileDescriptor.class, boolean.class);
        configureBlocking.setAccessible(true);
        configureBlocking.invoke(null, descriptor, false);
        Constructor<?> constructor = Class.forName(PACKAGE + ".ServerSocketChannelImpl")
                .getDeclaredConstructor(
                        SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class);
        constructor.setAccessible(true);
        return (ServerSocketChannel) constructor.newInstance(SelectorProvider.provider(), family, descriptor, true);
    }

    private static int call(Class<?> type, String name, int number) throws ReflectiveOperationException {
        return (int) method(type, name).invoke(null, number);
    }

    private static boolean isConnected(Class<?> type, int number) throws ReflectiveOperationException {
        return (boolean) method(type, "isConnected").invoke(null, number);
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, int.class);
        method.setAccessible(true);
        return method;
    }
}
