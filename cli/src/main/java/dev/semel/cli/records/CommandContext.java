// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.Waiting;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that a command takes from its process. */
final class CommandContext {

    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Asking asking;
    private final Supplier<InputStream> input;

    /**
     * Makes a context.
     *
     * @param environment the variables of the environment
     * @param clock the clock
     * @param waiting the way to wait
     * @param asking the person to ask
     * @param input the standard input
     */
    CommandContext(
            Map<String, String> environment,
            InstantSource clock,
            Waiting waiting,
            Asking asking,
            Supplier<InputStream> input) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.waiting = waiting;
        this.asking = asking;
        this.input = input;
    }

    InputStream input() {
        return input.get();
    }

    Asking asking() {
        return asking;
    }

    InstantSource clock() {
        return clock;
    }

    Waiting waiting() {
        return waiting;
    }

    /** {@return the value of a variable; empty if it is absent or empty} */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
