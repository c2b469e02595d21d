// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.time.Instant;
import java.util.Date;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Bad on purpose: asks the machine for the time, in five ways. */
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

    @SuppressWarnings("JavaUtilDate")
    static Date date() {
        return new Date();
    }

    @SuppressWarnings("JavaUtilDate")
    static Supplier<Date> dates() {
        return Date::new;
    }
}
