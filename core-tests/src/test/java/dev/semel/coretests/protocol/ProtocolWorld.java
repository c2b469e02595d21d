// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of the search.
 *
 * @param time true time, in seconds since the origin
 * @param record what the store holds
 * @param actors one for each caller
 * @param flights requests that are still under way
 * @param inFlightLeft how many more requests may be delayed or doubled
 * @param lostLeft how many more replies may be lost
 * @param past what has happened, as far as rules need it
 */
record ProtocolWorld(
        int time,
        @Nullable IdempotencyRecord record,
        List<Actor> actors,
        List<Flight> flights,
        int inFlightLeft,
        int lostLeft,
        Past past) {

    /**
     * A caller.
     *
     * @param calls how many calls of the operation it has begun
     * @param phase where it is
     */
    record Actor(int calls, Phase phase) {}

    /** The position of a caller in its call of the operation. */
    sealed interface Phase {

        /** Between two calls, after the last, or given up. */
        record Idle() implements Phase {}

        /**
         * Between the two steps of a take-over: it has read the record, and will replace it if it is unchanged.
         *
         * @param read the record that it read
         * @param next what it will write
         * @param request the claim
         * @param now its clock at the claim
         * @param sentAt true time of the claim
         */
        record TakingOver(Known read, InProgress next, Request.Claiming request, Instant now, int sentAt)
                implements Phase {}

        /**
         * It has a claim; the body has not begun.
         *
         * @param fence the fencing token
         * @param leaseExpiresAt when the lease ends
         * @param retainedUntil until when the attempt must be remembered
         */
        record Holding(long fence, Instant leaseExpiresAt, Instant retainedUntil) implements Phase {}

        /**
         * The body has begun.
         *
         * @param fence the fencing token
         * @param leaseExpiresAt when the lease ends
         * @param retainedUntil until when the attempt must be remembered
         * @param effect whether its effect took place
         */
        record Running(long fence, Instant leaseExpiresAt, Instant retainedUntil, boolean effect) implements Phase {}

        /**
         * No reply came: nobody knows whether the request was applied.
         *
         * @param request the request
         * @param before where a caller that renews will go on
         */
        record Unsure(Request request, Phase before) implements Phase {}
    }

    /**
     * A request under way.
     *
     * @param caller who sent it
     * @param request what it asks for
     * @param now the sender's clock when it was sent
     * @param sentAt true time when it was sent
     */
    record Flight(int caller, Request request, Instant now, int sentAt) {}

    /**
     * The past, as far as the rules need it.
     *
     * @param fence the largest fencing token granted; 0 before the first
     * @param windowEndsAt until when the last completion must be replayed
     * @param settledFence the fencing token of the last claim whose outcome is settled: completed or resolved
     * @param unknownUntil until when an unknown outcome must be remembered
     */
    record Past(long fence, Instant windowEndsAt, long settledFence, Instant unknownUntil) {}

    static ProtocolWorld start(SearchSetup setup) {
        List<Actor> actors = setup.callers().stream()
                .map(caller -> new Actor(0, new Phase.Idle()))
                .toList();
        Past past = new Past(0, Instant.EPOCH, 0, Instant.EPOCH);
        return new ProtocolWorld(0, null, actors, List.of(), setup.inFlight(), setup.lost(), past);
    }

    ProtocolWorld later(int newTime, List<Flight> newFlights, Past newPast) {
        return new ProtocolWorld(newTime, record, actors, newFlights, inFlightLeft, lostLeft, newPast);
    }

    ProtocolWorld holding(@Nullable IdempotencyRecord newRecord, Past newPast) {
        return new ProtocolWorld(time, newRecord, actors, flights, inFlightLeft, lostLeft, newPast);
    }

    ProtocolWorld with(int caller, Phase phase) {
        return with(caller, new Actor(actors.get(caller).calls(), phase));
    }

    ProtocolWorld with(int caller, Actor actor) {
        List<Actor> changed = new ArrayList<>(actors);
        changed.set(caller, actor);
        return new ProtocolWorld(time, record, List.copyOf(changed), flights, inFlightLeft, lostLeft, past);
    }

    ProtocolWorld withFlight(Flight flight) {
        List<Flight> more = new ArrayList<>(flights);
        more.add(flight);
        return new ProtocolWorld(time, record, actors, List.copyOf(more), inFlightLeft - 1, lostLeft, past);
    }

    ProtocolWorld withoutFlight(Flight flight) {
        List<Flight> fewer = new ArrayList<>(flights);
        fewer.remove(flight);
        return new ProtocolWorld(time, record, actors, List.copyOf(fewer), inFlightLeft, lostLeft, past);
    }

    ProtocolWorld withLoss() {
        return new ProtocolWorld(time, record, actors, flights, inFlightLeft, lostLeft - 1, past);
    }
}
