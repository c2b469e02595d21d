// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.platform.clock.LabClock;
import dev.semel.platform.engine.EngineJars;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Builds a {@link Lab}. Not thread-safe. */
public final class LabBuilder {

    private static final int MAX_PORT = 65_535;

    private final EngineJars jars;
    private int port;
    private Optional<Path> state = Optional.empty();
    private Optional<Path> python = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();
    private Consumer<String> problems = line -> {};

    LabBuilder(EngineJars jars) {
        this.jars = Objects.requireNonNull(jars, "jars");
    }

    /**
     * Sets the front's port. Default: 0, any that is free.
     *
     * @param port the port, 0 to 65535
     * @return this builder
     */
    public LabBuilder port(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ": " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Sets the folder in which tables, objects, the configurations of notifications, queues and topics are kept for the
     * next start. Default: everything is in memory. Functions, messages and logs always are.
     *
     * @param state the folder, which need not exist
     * @return this builder
     */
    public LabBuilder state(Path state) {
        this.state = Optional.of(state.toAbsolutePath());
        return this;
    }

    /**
     * Sets the program that runs Python handlers. Default: none, and functions of Python are refused when invoked.
     *
     * @param python the file of a Python 3
     * @return this builder
     */
    public LabBuilder python(Path python) {
        this.python = Optional.of(python);
        return this;
    }

    /**
     * Sets the clock that the platform's clock begins with. Default: the machine's.
     *
     * @param clock the clock
     * @return this builder
     */
    public LabBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets the source of the access key. Default: a secure one.
     *
     * @param random the source
     * @return this builder
     */
    public LabBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /**
     * Sets the place for lines about events that reach no target. Default: they are dropped.
     *
     * @param problems takes a line; thread-safe
     * @return this builder
     */
    public LabBuilder problems(Consumer<String> problems) {
        this.problems = Objects.requireNonNull(problems, "problems");
        return this;
    }

    /**
     * Starts the platform.
     *
     * @return the platform, which the caller closes
     * @throws IOException if the port is taken, an engine's jars cannot be had, or an engine does not start; its
     *     message is one line for the user
     * @throws IllegalStateException if DynamoDB Local is not on the class path
     * @throws InterruptedException if the thread was interrupted
     */
    public Lab start() throws IOException, InterruptedException {
        return Lab.start(this);
    }

    EngineJars jars() {
        return jars;
    }

    int port() {
        return port;
    }

    Optional<Path> state(String room) {
        return state.map(folder -> folder.resolve(room));
    }

    Optional<Path> python() {
        return python;
    }

    LabClock startClock() {
        return LabClock.start(clock);
    }

    Consumer<String> problems() {
        return problems;
    }

    /** {@return an access key in the form of the service's} */
    String accessKey() {
        return "AKIA" + hex(8).toUpperCase(Locale.ROOT);
    }

    String secretKey() {
        return hex(20);
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
