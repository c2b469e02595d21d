// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.time.Duration;

/** The time that is left of a store call, counted by the store's own clock. */
@FunctionalInterface
public interface TimeLeft {

    /** {@return the time left now; zero when it is over} */
    Duration left();
}
