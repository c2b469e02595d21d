// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.time.Instant;
import java.util.function.LongSupplier;

/** Bad on purpose: asks the machine for the time, in three ways. */
final class ReadsClock {
    private ReadsClock() {}

    static Instant now() {
        return Instant.now();
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static LongSupplier reference() {
        return System::nanoTime;
    }
}
