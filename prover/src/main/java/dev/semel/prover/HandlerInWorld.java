// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.InvocationAttempt;
import dev.semel.prover.search.ProgramUnderProof;
import dev.semel.prover.world.WorldState;
import java.time.Duration;
import java.util.function.Function;

/** A user's handler over the {@link World} of one history. */
final class HandlerInWorld implements ProgramUnderProof {

    private final Function<World, ? extends RequestStreamHandler> handlers;
    private final WorldState state;
    private final World world;

    HandlerInWorld(Function<World, ? extends RequestStreamHandler> handlers, WorldState state) {
        this.handlers = handlers;
        this.state = state;
        this.world = new World(state);
    }

    @Override
    public RequestStreamHandler handler() {
        return handlers.apply(world);
    }

    @Override
    public Context contextOf(InvocationAttempt attempt, String requestId) {
        return new LocalContext(
                "prover",
                "environment-" + attempt.environment().number(),
                requestId,
                attempt.deadline(),
                state.clock(),
                Duration.ofMillis(attempt.number() - 1L)); // no two invocations reach the handler equally fast
    }
}
