// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.function.Function;

/** Value of a deployment, or the reason why it cannot be seen. A setting that is left out has its service's default. */
sealed interface Setting<T> {

    /**
     * Value that was seen.
     *
     * @param value the value
     */
    record Known<T>(T value) implements Setting<T> {}

    /**
     * Value that was not seen.
     *
     * @param why the reason, for a reader
     */
    record Unclear<T>(String why) implements Setting<T> {}

    static <T> Setting<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Setting<T> unclear(String why) {
        return new Unclear<>(why);
    }

    default <R> Setting<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Known<T> known -> new Known<>(function.apply(known.value()));
            case Unclear<T> unclear -> new Unclear<>(unclear.why());
        };
    }
}
