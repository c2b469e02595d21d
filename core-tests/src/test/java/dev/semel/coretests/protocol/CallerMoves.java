// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.CheckedStore.Answer;
import dev.semel.coretests.protocol.CheckedStore.Applied;
import dev.semel.coretests.protocol.ProtocolWorld.Actor;
import dev.semel.coretests.protocol.ProtocolWorld.Flight;
import dev.semel.coretests.protocol.ProtocolWorld.Past;
import dev.semel.coretests.protocol.ProtocolWorld.Phase;
import dev.semel.coretests.protocol.ProtocolWorld.Phase.Holding;
import dev.semel.coretests.protocol.ProtocolWorld.Phase.Idle;
import dev.semel.coretests.protocol.ProtocolWorld.Phase.Running;
import dev.semel.coretests.protocol.ProtocolWorld.Phase.TakingOver;
import dev.semel.coretests.protocol.ProtocolWorld.Phase.Unsure;
import dev.semel.coretests.protocol.SearchSetup.Feature;
import dev.semel.model.Certainty;
import dev.semel.model.WriteRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lists what a caller can do next. It behaves as the engine must: the body begins only while the lease, less the
 * margin, is live by the caller's own clock, read again; what it says of an attempt is true; after a reply that was
 * lost it repeats the request or gives up. A body that has begun may be slow, or frozen, and goes on after its
 * deadline: its effect and its writes then go out late.
 */
final class CallerMoves {

    private final SearchSetup setup;
    private final CallerRequests requests;
    private final CheckedStore store;
    private final Invariants invariants;

    CallerMoves(SearchSetup setup, CallerRequests requests, CheckedStore store, Invariants invariants) {
        this.setup = setup;
        this.requests = requests;
        this.store = store;
        this.invariants = invariants;
    }

    void add(ProtocolWorld world, int caller, List<SearchStep> steps) {
        Actor actor = world.actors().get(caller);
        int call = actor.calls();
        switch (actor.phase()) {
            case Idle idle -> begin(world, caller, call, steps);
            case TakingOver takingOver -> takeOver(world, caller, takingOver, steps);
            case Holding holding -> {
                run(world, caller, holding, steps);
                send(world, caller, requests.release(caller, call, holding.fence(), Certainty.NOT_STARTED), steps);
                write(world, caller, call, holding.fence(), steps);
            }
            case Running running -> {
                effect(world, caller, running, steps);
                Certainty certainty = running.effect() ? Certainty.UNKNOWN : Certainty.NOT_EXECUTED;
                send(world, caller, requests.complete(caller, call, running.fence(), "result"), steps);
                send(world, caller, requests.release(caller, call, running.fence(), certainty), steps);
                write(world, caller, call, running.fence(), steps);
            }
            case Unsure unsure -> goOn(world, caller, call, unsure.request(), steps);
        }
    }

    private void begin(ProtocolWorld world, int caller, int call, List<SearchStep> steps) {
        if (call == setup.callers().get(caller).calls()) {
            return;
        }
        ProtocolWorld begun = world.with(caller, new Actor(call + 1, new Idle()));
        send(begun, caller, requests.claim(caller, call + 1), steps);
        if (setup.features().contains(Feature.COMMIT)) {
            send(begun, caller, requests.commit(caller, call + 1), steps);
        }
    }

    private void run(ProtocolWorld world, int caller, Holding holding, List<SearchStep> steps) {
        if (!invariants.mayRun(caller, world.time(), holding.leaseExpiresAt())) {
            return;
        }
        Running running = new Running(holding.fence(), holding.leaseExpiresAt(), holding.retainedUntil(), false);
        ProtocolWorld next = world.with(caller, running);
        steps.add(new SearchStep(() -> Labels.caller(caller) + " begins its body", next, invariants.begun(next)));
    }

    private static void effect(ProtocolWorld world, int caller, Running running, List<SearchStep> steps) {
        if (running.effect()) {
            return;
        }
        Past past = world.past();
        boolean open = running.fence() > past.settledFence();
        Instant until = open && running.retainedUntil().isAfter(past.unknownUntil())
                ? running.retainedUntil()
                : past.unknownUntil();
        Past next = new Past(past.fence(), past.windowEndsAt(), past.settledFence(), until);
        Running done = new Running(running.fence(), running.leaseExpiresAt(), running.retainedUntil(), true);
        steps.add(new SearchStep(
                () -> Labels.caller(caller) + " makes its effect",
                world.holding(world.record(), next).with(caller, done),
                null));
    }

    private void write(ProtocolWorld world, int caller, int call, long fence, List<SearchStep> steps) {
        if (setup.features().contains(Feature.RENEW)) {
            send(world, caller, requests.renew(caller, call, fence), steps);
        }
        if (setup.features().contains(Feature.QUARANTINE)) {
            send(world, caller, requests.quarantine(caller, call, fence), steps);
        }
    }

    /** After a lost reply: the same again with a new clock reading, another result, or giving up. */
    private void goOn(ProtocolWorld world, int caller, int call, Request request, List<SearchStep> steps) {
        send(world, caller, request, steps);
        if (request instanceof Request.Writing writing && writing.request() instanceof WriteRequest.Complete) {
            Request other = requests.complete(caller, call, writing.fence(), "other result");
            if (!other.equals(request)) {
                send(world, caller, other, steps);
            }
        }
        steps.add(new SearchStep(() -> Labels.caller(caller) + " gives up", world.with(caller, new Idle()), null));
    }

    /** Sends a request: it is answered; or its reply is lost; or a copy stays under way; or it is only late. */
    private void send(ProtocolWorld world, int caller, Request request, List<SearchStep> steps) {
        Instant now = setup.clock(caller, world.time());
        Supplier<String> label = () -> Labels.of(caller, request, now);
        Applied applied = store.apply(world, request, now);
        ProtocolWorld answered = answer(applied, caller, request, now, world.time());
        Unsure unsure = unsure(world.actors().get(caller).phase(), request);
        steps.add(new SearchStep(() -> label.get() + Labels.of(applied.answer()), answered, applied.violation()));
        if (world.lostLeft() > 0 && !(applied.answer() instanceof Answer.TakeOver)) {
            ProtocolWorld lost = applied.world().with(caller, unsure).withLoss();
            steps.add(new SearchStep(
                    () -> label.get() + Labels.of(applied.answer()) + ", the reply is lost",
                    lost,
                    applied.violation()));
        }
        if (world.inFlightLeft() > 0) {
            Flight copy = new Flight(caller, request, now, world.time());
            steps.add(new SearchStep(
                    () -> label.get() + Labels.of(applied.answer()) + ", and a copy stays under way",
                    answered.withFlight(copy),
                    applied.violation()));
            ProtocolWorld late = world.with(caller, unsure).withFlight(copy);
            steps.add(new SearchStep(() -> label.get() + ": no reply, it is under way", late, null));
        }
    }

    private static Unsure unsure(Phase phase, Request request) {
        boolean renewal = request instanceof Request.Writing writing && writing.request() instanceof WriteRequest.Renew;
        return new Unsure(request, renewal ? before(phase) : new Idle());
    }

    private static Phase before(Phase phase) {
        return phase instanceof Unsure unsure ? unsure.before() : phase;
    }

    private void takeOver(ProtocolWorld world, int caller, TakingOver phase, List<SearchStep> steps) {
        if (world.time() > phase.sentAt() + setup.callSeconds()) {
            steps.add(new SearchStep(() -> Labels.caller(caller) + " times out", world.with(caller, new Idle()), null));
            return;
        }
        Applied applied = store.takeOver(
                world, phase.read(), phase.next(), phase.request().request(), phase.now());
        Supplier<String> label = () -> Labels.caller(caller) + " replaces what it read" + Labels.of(applied.answer());
        ProtocolWorld answered = answer(applied, caller, phase.request(), phase.now(), phase.sentAt());
        steps.add(new SearchStep(label, answered, applied.violation()));
        if (world.lostLeft() > 0 && !(applied.answer() instanceof Answer.TakeOver)) {
            ProtocolWorld lost = applied.world()
                    .with(caller, new Unsure(phase.request(), new Idle()))
                    .withLoss();
            steps.add(new SearchStep(() -> label.get() + ", the reply is lost", lost, applied.violation()));
        }
    }

    private static ProtocolWorld answer(Applied applied, int caller, Request request, Instant now, int sentAt) {
        ProtocolWorld world = applied.world();
        return switch (applied.answer()) {
            case Answer.Ended ended -> world.with(caller, new Idle());
            case Answer.TakeOver takeOver -> {
                if (!(request instanceof Request.Claiming claiming)) {
                    throw new IllegalStateException("Only claims take over");
                }
                yield world.with(caller, new TakingOver(takeOver.read(), takeOver.next(), claiming, now, sentAt));
            }
            case Answer.Granted granted -> world.with(caller, held(world, caller, granted));
        };
    }

    private static Phase held(ProtocolWorld world, int caller, Answer.Granted granted) {
        long fence = granted.record().claim().fence();
        Instant lease = granted.record().leaseExpiresAt();
        Instant retained = granted.record().retainedUntil();
        return before(world.actors().get(caller).phase()) instanceof Running running
                ? new Running(fence, lease, retained, running.effect())
                : new Holding(fence, lease, retained);
    }
}
