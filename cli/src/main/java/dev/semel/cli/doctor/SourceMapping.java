// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;

/**
 * A mapping through which Lambda polls a source for a function.
 *
 * @param place its name, for messages
 * @param function the function's place
 * @param kind the kind of source
 * @param source the source's place; empty if it is elsewhere
 * @param partial whether it reports batch item failures
 * @param batching its batching window in seconds
 * @param bisect whether a failed batch is halved
 * @param tries tries after the first one; -1 is without a limit
 * @param destination whether records that are given up go somewhere
 * @param provisioned whether it has provisioned pollers
 * @param horizon how late a stream may deliver again; of a queue see its own
 */
record SourceMapping(
        String place,
        String function,
        Kind kind,
        String source,
        Setting<Boolean> partial,
        Setting<Long> batching,
        Setting<Boolean> bisect,
        Setting<Long> tries,
        Setting<Boolean> destination,
        Setting<Boolean> provisioned,
        Setting<Duration> horizon) {

    /** Kinds of sources. */
    enum Kind {
        QUEUE,
        KINESIS,
        TABLE_STREAM,
        KAFKA,
        OTHER
    }

    boolean isStream() {
        return kind == Kind.KINESIS || kind == Kind.TABLE_STREAM;
    }
}
