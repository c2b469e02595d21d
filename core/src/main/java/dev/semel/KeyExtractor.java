// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import org.jspecify.annotations.Nullable;

/**
 * Takes a key, or a part of one, from an operation's input. Thread-safe; called once per call of the operation, before
 * anything runs.
 *
 * @param <I> the input
 */
@FunctionalInterface
public interface KeyExtractor<I> {

    /**
     * {@return the key of {@code input}; null or empty if it has none, which is an error unless the operation allows
     * it}
     *
     * @param input the input
     */
    @Nullable
    String extract(I input);
}
