// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The parts that all histories of a proof share. */
final class ProofSetup {

    private final Function<World, ? extends RequestStreamHandler> handler;
    private final Scope scope;
    private final EventDocuments documents;
    private final List<Checker> checkers;
    private final Switches switches;
    private final Duration longestTurn;
    private final Function<String, String> router;

    ProofSetup(
            Function<World, ? extends RequestStreamHandler> handler,
            Scope scope,
            List<Checker> checkers,
            Switches switches,
            Duration longestTurn,
            Function<String, String> router) {
        this.handler = handler;
        this.scope = scope;
        this.router = router;
        this.documents = new EventDocuments(scope.events(), scope.source(), scope.sending(), router);
        this.checkers = List.copyOf(checkers);
        this.switches = switches;
        this.longestTurn = longestTurn;
    }

    Function<World, ? extends RequestStreamHandler> handler() {
        return handler;
    }

    /** {@return this setup with one of its events and without rules} */
    ProofSetup alone(int event) {
        return new ProofSetup(handler, scope.alone(event), List.of(), switches, longestTurn, router);
    }

    Scope scope() {
        return scope;
    }

    EventDocuments documents() {
        return documents;
    }

    /** {@return the checkers of the declared rules, behind the checker of the plain history} */
    List<Checker> checkers() {
        return checkers;
    }

    /** {@return the parts of the prover that are switched off} */
    Switches switches() {
        return switches;
    }

    /** {@return the longest real time that an attempt may take from one point to the next} */
    Duration longestTurn() {
        return longestTurn;
    }
}
