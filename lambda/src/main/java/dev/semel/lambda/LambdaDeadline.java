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
     * {@return the deadline at which the platform ends this invocation} The remaining time is read from {@code context}
     * now, so create the deadline right before the call. A remaining time of zero is a deadline that has passed, not an
     * absent one: the call is then refused before anything runs.
     *
     * @param context the invocation's own context, never an earlier one
     */
    public static Deadline of(Context context) {
        Objects.requireNonNull(context, "context: pass on the Context that Lambda gave to the handler");
        return Deadline.within(Duration.ofMillis(context.getRemainingTimeInMillis()));
    }
}
