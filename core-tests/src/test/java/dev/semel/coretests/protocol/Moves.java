// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.CheckedStore.Answer;
import dev.semel.coretests.protocol.CheckedStore.Applied;
import dev.semel.coretests.protocol.ProtocolWorld.Flight;
import dev.semel.coretests.protocol.ProtocolWorld.Past;
import dev.semel.coretests.protocol.SearchSetup.Feature;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists what can happen next: a second passes, the store purges, a request that is under way arrives, someone resolves
 * a quarantine, or a caller moves.
 *
 * <p>A crash is a caller that never moves again, a freeze one that moves only after time has passed. Neither needs a
 * step of its own: the search contains every history in which some caller rests, for a while or for good, from any
 * point on.
 */
final class Moves {

    private final SearchSetup setup;
    private final ProtocolRules rules;
    private final CallerRequests requests;
    private final CheckedStore store;
    private final CallerMoves callers;

    Moves(SearchSetup setup, ProtocolRules rules) {
        this.setup = setup;
        this.rules = rules;
        this.requests = new CallerRequests(setup);
        Invariants invariants = new Invariants(setup, rules);
        this.store = new CheckedStore(rules, invariants);
        this.callers = new CallerMoves(setup, requests, store, invariants);
    }

    List<SearchStep> from(ProtocolWorld world) {
        List<SearchStep> steps = new ArrayList<>();
        // Nothing depends on when a history starts, so time stands still until the first call.
        boolean started = world.actors().stream().anyMatch(actor -> actor.calls() > 0);
        if (started && world.time() < setup.horizon()) {
            steps.add(new SearchStep(() -> "a second passes", later(world), null));
        }
        if (world.record() instanceof Known known && rules.mayPurge(known, setup.fastestClock(world.time()))) {
            steps.add(new SearchStep(() -> "the store purges the record", world.holding(null, world.past()), null));
        }
        for (Flight flight : world.flights()) {
            arrive(world, flight, steps);
        }
        if (world.record() instanceof Quarantined parked && setup.features().contains(Feature.QUARANTINE)) {
            resolve(world, parked, steps);
        }
        for (int caller = 0; caller < world.actors().size(); caller++) {
            callers.add(world, caller, steps);
        }
        return steps;
    }

    /** A second later. What can no longer matter is forgotten, so that more states are the same. */
    private ProtocolWorld later(ProtocolWorld world) {
        int time = world.time() + 1;
        List<Flight> alive = world.flights().stream()
                .filter(flight -> mayArrive(flight, time))
                .toList();
        Past past = world.past();
        Instant window = past.windowEndsAt().isAfter(setup.fastestClock(time)) ? past.windowEndsAt() : Instant.EPOCH;
        Instant unknown = past.unknownUntil().isAfter(setup.slowestClock(time)) ? past.unknownUntil() : Instant.EPOCH;
        return world.later(time, alive, new Past(past.fence(), window, past.settledFence(), unknown));
    }

    private boolean mayArrive(Flight flight, int time) {
        return flight.request() instanceof Request.Writing || time <= flight.sentAt() + setup.callSeconds();
    }

    /**
     * A request that was late, or doubled, reaches the store with its original clock reading. Nobody hears the reply.
     */
    private void arrive(ProtocolWorld world, Flight flight, List<SearchStep> steps) {
        Applied applied = store.apply(world.withoutFlight(flight), flight.request(), flight.now());
        if (applied.answer() instanceof Answer.TakeOver takeOver && flight.request() instanceof Request.Claiming late) {
            applied = store.takeOver(applied.world(), takeOver.read(), takeOver.next(), late.request(), flight.now());
        }
        Answer answer = applied.answer();
        steps.add(new SearchStep(
                () -> "late: " + Labels.of(flight.caller(), flight.request(), flight.now()) + Labels.of(answer),
                applied.world(),
                applied.violation()));
    }

    private void resolve(ProtocolWorld world, Quarantined parked, List<SearchStep> steps) {
        Instant now = setup.clock(0, world.time());
        long fence = parked.claim().fence();
        for (Request request : List.of(
                requests.resolveWithResult(parked.claim().id(), fence),
                requests.resolveByReExecution(parked.claim().id(), fence))) {
            Applied applied = store.apply(world, request, now);
            steps.add(new SearchStep(
                    () -> "operator: " + Labels.of(request) + Labels.of(applied.answer()),
                    applied.world(),
                    applied.violation()));
            if (world.inFlightLeft() > 0) {
                Flight copy = new Flight(0, request, now, world.time());
                steps.add(new SearchStep(
                        () -> "operator: " + Labels.of(request) + ", and a copy stays under way",
                        applied.world().withFlight(copy),
                        applied.violation()));
            }
        }
    }
}
