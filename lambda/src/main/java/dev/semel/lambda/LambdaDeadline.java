// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.Deadline;
import java.time.Duration;
import java.util.Objects;

/** The deadline of a Lambda invocation. */
public final class LambdaDeadline {

    private LambdaDeadline() {}

    /**
     * Returns the deadline at which the platform ends this invocation. Counted from the reading of {@code context}, so
     * take it right before the call that it is for. A remaining time of zero is a deadline that has come, not an absent
     * one: the call is then refused before anything runs.
     *
     * @param context the invocation's own, never that of an earlier one
     */
    public static Deadline of(Context context) {
        Objects.requireNonNull(context, "context: pass on the Context that Lambda gave to the handler");
        return Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()));
    }
}
