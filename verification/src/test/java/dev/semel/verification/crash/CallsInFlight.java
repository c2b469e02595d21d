// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A recorder's executor without threads: a call is on its way until the test lets it arrive. For one process. */
final class CallsInFlight implements Executor {

    private final Deque<Runnable> onTheirWay = new ArrayDeque<>();
    private boolean refusing;

    @Override
    public void execute(Runnable call) {
        if (refusing) {
            throw new RejectedExecutionException("the batch writes it at its end");
        }
        onTheirWay.add(call);
    }

    /** Lets what is on its way arrive. */
    void land() {
        while (!onTheirWay.isEmpty()) {
            try {
                onTheirWay.remove().run();
            } catch (Error crash) {
                refuse();
                throw crash;
            }
        }
    }

    /** Takes no further call: what is left is written at the end of the batch, which waits for nobody. */
    void refuse() {
        refusing = true;
    }
}
