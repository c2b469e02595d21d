// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps results that are larger than a DynamoDB item, such as in S3. Called on the thread of the store's caller. An
 * implementation is thread-safe, takes no longer than {@code timeout}, and throws any unchecked exception when it gives
 * no answer; its message must not show the content.
 */
public interface OverflowStore {

    /**
     * Stores {@code content} before this returns, so that every later {@link #get} by any client gives it back. The same
     * name always comes with the same content; storing it again is harmless.
     *
     * @param name printable ASCII of at most 2048 characters; begins with the record id
     * @param keepUntil when it may be deleted
     */
    void put(String name, Blob content, Instant keepUntil, Duration timeout);

    /** Returns what is stored under the name; empty when there is nothing. */
    Optional<Blob> get(String name, Duration timeout);
}
