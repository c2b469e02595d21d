// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Facts that neither a template nor a service shows.
 *
 * @param tables names of the tables of records; empty: they are looked for
 * @param keyName the partition key that the code names
 * @param window the dedupe window of every function that does not declare one
 * @param callTimeout the SDK's time limit for one attempt of a call
 * @param attempts the SDK's attempts
 * @param tolerance ε of the clients
 */
record DoctorOptions(
        List<String> tables,
        String keyName,
        Optional<Duration> window,
        Optional<Duration> callTimeout,
        OptionalInt attempts,
        Duration tolerance) {
    DoctorOptions {
        tables = List.copyOf(tables);
    }
}
