// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.store.StoreException;
import org.jspecify.annotations.Nullable;

/** The answer to one script. */
sealed interface ScriptAnswer {

    /**
     * The script decided.
     *
     * @param verdict the name of the verdict
     * @param hash the fields of the record, or the type of the foreign value
     */
    record Decided(String verdict, @Nullable Object hash) implements ScriptAnswer {}

    /**
     * There is no decision.
     *
     * @param exception the exception that a single call throws
     */
    record Failed(StoreException exception) implements ScriptAnswer {}
}
