// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import java.util.Arrays;
import java.util.List;

/** The states that histories have come to, as hashes: a few bytes for each. Thread-safe. */
final class KnownStates {

    private static final int FIRST_SIZE = 1 << 12;

    private long[] table = new long[FIRST_SIZE]; // open addressing; 0 is free
    private int count;

    /** {@return whether a state is known} */
    synchronized boolean contains(long state) {
        return table[place(nonZero(state))] != 0;
    }

    /** Adds states up to the first one that is known. {@return how many were added} */
    synchronized int addUntilKnown(List<Long> states) {
        int added = 0;
        while (added < states.size() && add(nonZero(states.get(added)))) {
            added++;
        }
        return added;
    }

    private boolean add(long state) {
        int place = place(state);
        if (table[place] != 0) {
            return false;
        }
        table[place] = state;
        if (++count > table.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        Arrays.stream(old).filter(state -> state != 0).forEach(state -> table[place(state)] = state);
    }

    private int place(long state) {
        int place = (int) (state ^ state >>> 32) & table.length - 1;
        while (table[place] != 0 && table[place] != state) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private static long nonZero(long state) {
        return state == 0 ? 1 : state;
    }
}
