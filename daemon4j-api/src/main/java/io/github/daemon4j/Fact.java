/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing that {@link ProcessInfo} tells of a process: a value, or the reason why there is none. Immutable, as far as the
 * value is.
 *
 * <pre>{@code
 * String words = process.commandLine().map(Object::toString).orElse("?");
 * if (process.executable() instanceof Fact.Missing<Path> missing && missing.reason() == Fact.Reason.FORBIDDEN) {
 *     System.err.println("Run this as root to see more");
 * }
 * }</pre>
 *
 * @param <T> the type of the value
 */
public sealed interface Fact<T> {

    /** Why there is no value. */
    enum Reason {
        /** The process ended before this was read, or its pid now belongs to another process. */
        GONE("the process ended before this was read"),
        /**
         * The process exists, and this user is not allowed to read this of it ({@code EACCES}, {@code EPERM}). Says nothing
         * else of the process.
         */
        FORBIDDEN("this user is not allowed to read it"),
        /** The process has no such thing, or this kernel does not tell: the executable of a kernel thread, for instance. */
        NONE("the process has none, or this kernel does not tell");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    /**
     * A value that was read. An empty list is empty in truth: the command line of a zombie, for instance.
     *
     * @param value the value
     * @param <T> its type
     */
    record Known<T>(T value) implements Fact<T> {

        /**
         * Checks that the value is not {@code null}.
         *
         * @param value as {@link #value()}
         */
        public Known {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public T orElse(T other) {
            return value;
        }

        @Override
        public T orElseGet(Function<? super Reason, ? extends T> other) {
            return value;
        }

        @Override
        public Optional<T> toOptional() {
            return Optional.of(value);
        }

        @Override
        public <R> Fact<R> map(Function<? super T, ? extends R> change) {
            return new Known<>(change.apply(value));
        }

        @Override
        public void ifKnown(Consumer<? super T> use) {
            use.accept(value);
        }

        @Override
        public boolean is(Reason reason) {
            return false;
        }
    }

    /**
     * No value.
     *
     * @param reason why
     * @param <T> the type the value would have
     */
    record Missing<T>(Reason reason) implements Fact<T> {

        /**
         * Checks that the reason is not {@code null}.
         *
         * @param reason as {@link #reason()}
         */
        public Missing {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public T value() {
            throw new NoSuchElementException("No value, " + reason + ": " + reason.sentence);
        }

        @Override
        public T orElse(T other) {
            return other;
        }

        @Override
        public T orElseGet(Function<? super Reason, ? extends T> other) {
            return other.apply(reason);
        }

        @Override
        public Optional<T> toOptional() {
            return Optional.empty();
        }

        @Override
        @SuppressWarnings("unchecked") // there is no value that would have the type
        public <R> Fact<R> map(Function<? super T, ? extends R> change) {
            return (Fact<R>) this;
        }

        @Override
        public void ifKnown(Consumer<? super T> use) {}

        @Override
        public boolean is(Reason reason) {
            return this.reason == reason;
        }
    }

    /**
     * Returns whether there is a value.
     *
     * @return {@code true} for {@link Known}
     */
    default boolean isKnown() {
        return this instanceof Known;
    }

    /**
     * Returns whether there is no value, for this very reason.
     *
     * @param reason the reason
     * @return {@code true} for {@link Missing} with that reason
     */
    boolean is(Reason reason);

    /**
     * Returns the value.
     *
     * @return the value
     * @throws NoSuchElementException if there is none; the message says why
     */
    T value();

    /**
     * Returns the value or something else.
     *
     * @param other what to return if there is no value
     * @return the value, or {@code other}
     */
    T orElse(T other);

    /**
     * Returns the value, or what is made of the reason why there is none.
     *
     * @param other makes the result of the reason
     * @return the value, or that result
     */
    T orElseGet(Function<? super Reason, ? extends T> other);

    /**
     * Forgets the reason.
     *
     * @return the value; empty if there is none
     */
    Optional<T> toOptional();

    /**
     * Makes another value of this one.
     *
     * @param change is given the value, if there is one; must not return {@code null}
     * @param <R> the type of the result
     * @return the new value, or the same reason
     */
    <R> Fact<R> map(Function<? super T, ? extends R> change);

    /**
     * Uses the value, if there is one.
     *
     * @param use is given the value
     */
    void ifKnown(Consumer<? super T> use);
}
