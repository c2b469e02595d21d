// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import dev.semel.Outcome;
import dev.semel.model.IdempotencyKey;

/** One key of an operation that is crashed at every moment, with what it does outside. Made anew for each history. */
interface CrashScenario {

    /** Returns the key. */
    IdempotencyKey key();

    /** Returns what the key's result must be in the end. */
    String result();

    /** Leaves whatever was there before the first delivery. */
    void prepare(CrashDelivery delivery);

    /** Calls the operation once. */
    Outcome<String> call(CrashDelivery delivery) throws Exception;

    /** Judges what happened outside, once the key is completed. */
    void judge(int deliveries);
}
