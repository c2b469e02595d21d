// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;
import java.util.List;

/**
 * A function.
 *
 * @param place its name, for messages and references
 * @param usesRecords whether it was seen to use a table of records
 * @param operates whether it lists or repairs records and guards nothing, as its metadata declare
 * @param timeout its timeout in seconds
 * @param window the dedupe window of its code
 * @param retries tries after the first one of an asynchronous event
 * @param eventAge the longest age of an asynchronous event, in seconds
 * @param destination whether asynchronous events that fail go somewhere
 * @param grants what its role may do to the records
 */
record GuardedFunction(
        String place,
        boolean usesRecords,
        boolean operates,
        Setting<Long> timeout,
        Setting<Duration> window,
        Setting<Long> retries,
        Setting<Long> eventAge,
        Setting<Boolean> destination,
        Setting<List<String>> grants) {
    GuardedFunction {
        if (grants instanceof Setting.Known<List<String>> known) {
            grants = Setting.of(List.copyOf(known.value()));
        }
    }
}
