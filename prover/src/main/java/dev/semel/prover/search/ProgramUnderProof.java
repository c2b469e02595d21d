// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.InvocationAttempt;

/** The program that one history invokes: a user's handler over the world of that history. */
public interface ProgramUnderProof {

    /** {@return a new object of the handler} */
    RequestStreamHandler handler();

    /** {@return the context that an attempt hands to the handler} */
    Context contextOf(InvocationAttempt attempt, String requestId);
}
