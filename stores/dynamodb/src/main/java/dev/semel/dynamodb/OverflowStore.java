// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A store for results that are larger than a DynamoDB item, for example in S3. Called on the thread of the store's
 * caller. An implementation must be thread-safe, take no longer than {@code timeout}, and throw any unchecked exception
 * if it cannot answer; the message must not show the content.
 */
public interface OverflowStore {

    /**
     * Stores {@code content} durably before it returns: every later {@link #get} by any client must return it. A name
     * always comes with the same content, so storing it again is harmless.
     *
     * @param name the record id, the claim id and the digest of the content, divided by slashes, each dot as
     *     {@code %2E}; with the default record ids printable ASCII of at most 2048 characters
     * @param content the content
     * @param keepUntil the moment from which the content may be deleted
     * @param timeout the longest time that the call may take
     */
    void put(String name, Blob content, Instant keepUntil, Duration timeout);

    /**
     * {@return the content stored under the name; empty if there is none}
     *
     * @param name the name given to {@link #put}
     * @param timeout the longest time that the call may take
     */
    Optional<Blob> get(String name, Duration timeout);
}
