// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.PrintableText;

/**
 * The answer to one request of a batch.
 *
 * @param <V> the kind of verdict
 */
public sealed interface BatchAnswer<V> {

    /**
     * The request was decided.
     *
     * @param verdict the verdict, as that of a single call
     * @param <V> the kind of verdict
     */
    record Decided<V>(V verdict) implements BatchAnswer<V> {

        @Override
        public String toString() {
            return PrintableText.line("Decided[" + verdict + "]", 2000);
        }
    }

    /**
     * The request was not answered, as if a single call had thrown this.
     *
     * @param exception the exception that a single call would have thrown
     * @param <V> the kind of verdict
     */
    record Failed<V>(StoreException exception) implements BatchAnswer<V> {}
}
