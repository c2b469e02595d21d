// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What every history of a proof has in common.
 *
 * @param lapses by how much time may pass while an attempt is frozen
 * @param killDelay how long after its timeout the platform may let an invocation live
 * @param longestTurn how long an attempt may take from one point to the next, in real time
 * @param switches what of the prover is switched off
 * @param duplicates how many copies of each event may come besides the first
 */
record ProofSetup(
        Function<World, ? extends RequestStreamHandler> handler,
        Source source,
        List<Event> events,
        EventDocuments documents,
        List<Rule> rules,
        List<Duration> lapses,
        Duration killDelay,
        int duplicates,
        Instant start,
        Switches switches,
        Duration longestTurn) {}
