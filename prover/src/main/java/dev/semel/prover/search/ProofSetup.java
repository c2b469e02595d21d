// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.check.Checker;
import dev.semel.prover.delivery.EventDocuments;
import dev.semel.prover.history.Scope;
import dev.semel.prover.history.Switches;
import dev.semel.prover.world.WorldState;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The parts that all histories of a proof share. */
public final class ProofSetup {

    private final Function<WorldState, ProgramUnderProof> programs;
    private final Scope scope;
    private final EventDocuments documents;
    private final List<Checker> checkers;
    private final Switches switches;
    private final Duration longestTurn;
    private final Function<String, String> router;

    public ProofSetup(
            Function<WorldState, ProgramUnderProof> programs,
            Scope scope,
            List<Checker> checkers,
            Switches switches,
            Duration longestTurn,
            Function<String, String> router) {
        this.programs = programs;
        this.scope = scope;
        this.router = router;
        this.documents = new EventDocuments(scope.events(), scope.source(), scope.sending(), router);
        this.checkers = List.copyOf(checkers);
        this.switches = switches;
        this.longestTurn = longestTurn;
    }

    /** {@return the program that a history invokes, over its world} */
    ProgramUnderProof program(WorldState world) {
        return programs.apply(world);
    }

    /** {@return this setup with one of its events and without rules} */
    ProofSetup alone(int event) {
        return new ProofSetup(programs, scope.alone(event), List.of(), switches, longestTurn, router);
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
