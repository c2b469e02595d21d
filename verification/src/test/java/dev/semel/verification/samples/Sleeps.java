// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.time.Duration;

/** Bad on purpose: waits by itself. */
final class Sleeps {
    private Sleeps() {}

    static void sleep() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1));
    }
}
