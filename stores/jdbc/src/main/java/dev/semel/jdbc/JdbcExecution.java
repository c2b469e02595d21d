// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.Execution;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The context of the body of a {@link JdbcOperation}. For the body's thread; not to be used after it has returned. */
public final class JdbcExecution {

    /**
     * A message to be stored with the record.
     *
     * @param name the name of the message inside of the operation
     * @param effectKey its effect key
     * @param payload its content
     */
    record Outgoing(String name, String effectKey, Blob payload) {}

    private static final int LONGEST_NAME = 4000;

    private final Execution execution;
    private final boolean mayWrite;
    private final List<Outgoing> outgoing = new ArrayList<>();

    JdbcExecution(Execution execution, boolean mayWrite) {
        this.execution = execution;
        this.mayWrite = mayWrite;
    }

    /** {@return the idempotency key} */
    public IdempotencyKey key() {
        return execution.key();
    }

    /** {@return the number of this attempt, from 1} */
    public int attempt() {
        return execution.attempt();
    }

    /** {@return the fencing token of this attempt} */
    public long fencingToken() {
        return execution.fencingToken();
    }

    /** {@return the moment by which the body should have ended} */
    public Instant deadline() {
        return execution.deadline();
    }

    /** {@return the time left until the deadline} */
    public Duration remaining() {
        return execution.remaining();
    }

    /**
     * {@return the idempotency key of an effect, the same in every attempt}
     *
     * @param name the name of the effect
     */
    public String effectKey(String name) {
        return execution.effectKey(name);
    }

    /**
     * Puts a message into the outbox. It is stored in this transaction, sent after the commit, and sent again by a
     * duplicate or a sweep until it was sent once without an exception. Its effect key goes with it, so that the
     * receiver recognises a repetition.
     *
     * @param name the name of the message, unique inside of the operation
     * @param payload the content; stored as it is
     * @throws IllegalArgumentException if the name is too long for the table; characters that are not printable ASCII
     *     count five
     * @throws IllegalStateException if the operation has no outbox, or two messages have one name
     */
    public void send(String name, Blob payload) {
        if (!mayWrite) {
            throw new IllegalStateException("The operation has no outbox: build it with sending(...)");
        }
        if (outgoing.stream().anyMatch(message -> message.name().equals(name))) {
            throw new IllegalStateException("Two messages of the operation have one name: give each its own");
        }
        int length = AsciiText.escape(name).length();
        if (length > LONGEST_NAME) {
            throw new IllegalArgumentException("name must take at most " + LONGEST_NAME
                    + " characters, of which each that is not printable ASCII takes five; it takes " + length);
        }
        outgoing.add(new Outgoing(name, execution.effectKey(name), payload));
    }

    List<Outgoing> outgoing() {
        return List.copyOf(outgoing);
    }
}
