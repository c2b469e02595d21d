// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision whether an atomic store could have answered concurrent calls on one key: whether there is an order of the
 * calls that places every call after the calls that had returned before it was made, and in which {@link
 * HistoryStep#decide} gives each call its actual answer.
 *
 * <p>The search is that of Wing and Gong, with the visited pairs of (placed calls, record) remembered as Lowe proposed.
 * It is exponential in the number of overlapping calls, so it stops after a number of pairs.
 */
final class Linearizability {

    /** The most pairs that are searched: enough for a dozen calls that all overlap. */
    private static final int MOST_STATES = 500_000;

    /**
     * A call that was made.
     *
     * @param step the call
     * @param made the moment of the call, as a position in the order of all beginnings and ends of calls
     * @param returned the moment of its answer, in the same order; {@link Long#MAX_VALUE} if never
     * @param answer the answer; empty if it is unknown whether the call was applied
     */
    record Call(HistoryStep step, long made, long returned, Optional<Object> answer) {

        @Override
        public String toString() {
            String end = answer.isPresent() ? String.valueOf(returned) : "never";
            return made + " to " + end + ", " + History.line(step) + "\n      -> "
                    + answer.map(Object::toString).orElse("no answer");
        }
    }

    private final List<Call> calls;
    private final Set<State> visited = new HashSet<>();

    /** The placed calls, and the record that they leave. */
    private record State(BitSet placed, @Nullable IdempotencyRecord record) {}

    private Linearizability(List<Call> calls) {
        this.calls = calls;
    }

    /**
     * {@return whether an atomic store could have given these answers}
     *
     * @param calls the calls on one key, in any order
     * @param before the record before the first call
     * @throws IllegalStateException if the search grew too large to decide
     */
    static boolean isAtomic(List<Call> calls, @Nullable IdempotencyRecord before) {
        Set<IdempotencyKey> keys = new HashSet<>();
        calls.forEach(call -> keys.add(call.step().key().orElseThrow()));
        if (keys.size() > 1) {
            throw new IllegalArgumentException("calls must be on one key: each key is decided for itself");
        }
        List<Call> inOrder =
                calls.stream().sorted(Comparator.comparingLong(Call::made)).toList();
        return new Linearizability(inOrder).search(new BitSet(), before);
    }

    private boolean search(BitSet placed, @Nullable IdempotencyRecord record) {
        if (!visited.add(new State((BitSet) placed.clone(), record))) {
            return false;
        }
        if (visited.size() > MOST_STATES) {
            throw new IllegalStateException("Undecided after " + MOST_STATES + " states: use shorter histories");
        }
        long firstReturn = firstReturn(placed);
        if (firstReturn == Long.MAX_VALUE) {
            return true; // every answered call has its place; the others may never have been applied
        }
        for (int i = placed.nextClearBit(0); i < calls.size(); i = placed.nextClearBit(i + 1)) {
            Call call = calls.get(i);
            if (call.made() > firstReturn) {
                break; // some call had returned before this one was made, and has no place yet
            }
            HistoryStep.Decision decision = call.step().decide(record);
            if (call.answer().isEmpty() || call.answer().get().equals(decision.answer())) {
                placed.set(i);
                if (search(placed, decision.next())) {
                    return true;
                }
                placed.clear(i);
            }
        }
        return false;
    }

    private long firstReturn(BitSet placed) {
        long first = Long.MAX_VALUE;
        for (int i = placed.nextClearBit(0); i < calls.size(); i = placed.nextClearBit(i + 1)) {
            first = Math.min(first, calls.get(i).returned());
        }
        return first;
    }
}
