// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

/** The way of messages out of an outbox. */
@FunctionalInterface
public interface OutboxSender {

    /**
     * Sends a message. When this returns, the message is sent and leaves the outbox; when it throws, the message is
     * sent again later. Pass {@link OutboxMessage#effectKey()} on: a message may be sent more than once.
     *
     * @param message the message
     * @throws Exception if it was not sent, or it is not known whether it was
     */
    void send(OutboxMessage message) throws Exception;
}
