// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;

/**
 * A way by which a function is invoked without a mapping.
 *
 * @param place its name, for messages
 * @param function the function's place
 * @param kind the kind of sender
 * @param deadLetters whether what cannot be handed over goes somewhere
 * @param horizon how late the sender may hand an event over, without Lambda's own retries
 */
record EventRoute(String place, String function, Kind kind, Setting<Boolean> deadLetters, Setting<Duration> horizon) {

    /** Kinds of senders. */
    enum Kind {
        TOPIC,
        RULE,
        SCHEDULE,
        BUCKET,
        HTTP;

        boolean isAsynchronous() {
            return this != HTTP;
        }

        /** {@return whether the sender can have a dead-letter queue of its own} */
        boolean hasDeadLetters() {
            return this == TOPIC || this == RULE || this == SCHEDULE;
        }
    }
}
