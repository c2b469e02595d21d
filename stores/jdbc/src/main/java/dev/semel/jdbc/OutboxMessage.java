// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import dev.semel.model.PrintableText;

/**
 * A message of an outbox.
 *
 * @param id the id of the message in the outbox
 * @param name its name inside of the operation
 * @param effectKey its idempotency key for the receiver, the same each time it is sent
 * @param payload its content
 * @param tries the number of times that it was tried before
 */
public record OutboxMessage(String id, String name, String effectKey, Blob payload, int tries) {

    /** Shows no payload, and no key, which names what the payload is about. */
    @Override
    public String toString() {
        return PrintableText.shown("OutboxMessage[name=" + PrintableText.name(name) + ", tries=" + tries + "]");
    }
}
