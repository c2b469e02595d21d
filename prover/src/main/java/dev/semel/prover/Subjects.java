// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.Deadline;
import dev.semel.Operation;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls what is no handler. */
final class Subjects {

    private Subjects() {}

    static <R> @Nullable R value(Operation<String, R> operation, String event, Context context) throws IOException {
        try {
            return operation.run(event, Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis())));
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
