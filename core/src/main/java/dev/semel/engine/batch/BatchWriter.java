// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.engine.CallEnd;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.Engine;
import dev.semel.engine.StoreCalls;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends the last writes of a batch's calls together: at once, but those that come in while bodies are
 * handed over share a call, and so do those that come in while one is in flight; or all at the end. Thread-safe.
 */
final class BatchWriter {

    /** A write, and who hears, once, what it came to. */
    record Entry(WriteRequest.Last request, ClaimWrites recording, int tries, Consumer<CallEnd.WriteReply> answered) {

        Entry {
            AtomicBoolean heard = new AtomicBoolean();
            Consumer<CallEnd.WriteReply> first = answered;
            answered = answer -> {
                if (heard.compareAndSet(false, true)) {
                    first.accept(answer);
                }
            };
        }
    }

    private final Engine engine;
    private final Executor executor;
    private final boolean atOnce;
    private final BooleanSupplier held;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private List<Entry> waiting = new ArrayList<>();
    private boolean writing;

    /**
     * Begins.
     *
     * @param executor runs the writing while bodies run
     * @param atOnce whether to write as soon as there is something; else at the end
     * @param held whether what comes in now is left to {@link #start}
     */
    BatchWriter(Engine engine, Executor executor, boolean atOnce, BooleanSupplier held) {
        this.engine = engine;
        this.executor = executor;
        this.atOnce = atOnce;
        this.held = held;
    }

    void submit(Entry entry) {
        lock.lock();
        try {
            waiting.add(entry);
        } finally {
            lock.unlock();
        }
        if (!held.getAsBoolean()) {
            start();
        }
    }

    /** Begins to write what waits, unless that was begun already or is for the end. */
    void start() {
        lock.lock();
        try {
            if (!atOnce || writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        AtomicBoolean taken = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (taken.compareAndSet(false, true)) {
                    writeWhatWaits();
                }
            });
        } catch (RuntimeException | Error e) { // full, or out of threads
            if (taken.compareAndSet(false, true)) {
                nothingIsWritten(); // the end will do it
            }
        }
    }

    /** Writes everything that was not, together with {@code last}; returns when all is answered. */
    void finish(List<Entry> last) {
        lock.lock();
        try {
            while (writing) {
                idle.awaitUninterruptibly();
            }
            waiting.addAll(last);
            writing = true;
        } finally {
            lock.unlock();
        }
        writeWhatWaits();
    }

    private void writeWhatWaits() {
        for (List<Entry> next = next(); !next.isEmpty(); next = next()) {
            try {
                write(next);
            } catch (RuntimeException | Error defect) { // of a clock, or of anything else that the user brought
                next.forEach(entry -> entry.answered.accept(new CallEnd.WriteReply.Failed(defect)));
            }
        }
    }

    /** Returns what waits; when that is nothing, writing is over with it. */
    private List<Entry> next() {
        lock.lock();
        try {
            List<Entry> next = waiting;
            waiting = new ArrayList<>();
            if (next.isEmpty()) {
                writing = false;
                idle.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void nothingIsWritten() {
        lock.lock();
        try {
            writing = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- one round ----

    private void write(List<Entry> entries) {
        if (entries.size() > 1 && engine.store() instanceof BatchStore store) {
            BatchRounds<WriteRequest, WriteVerdict> rounds = new BatchRounds<>(engine, store::writeAll);
            StoreCalls.uninterrupted(engine, waiting -> {
                rounds.deliver(entries.stream().map(BatchWriter::parcel).toList(), waiting);
                return true;
            });
            return;
        }
        for (Entry entry : entries) {
            entry.answered.accept(entry.recording.tryToWrite(entry.request, entry.tries));
        }
    }

    private static BatchRounds.Parcel<WriteRequest, WriteVerdict> parcel(Entry entry) {
        return new BatchRounds.Parcel<>(
                entry.request,
                entry.request.key(),
                ClaimWrites.name(entry.request),
                entry.tries,
                entry.recording.lastWrite().get(),
                verdict -> entry.answered.accept(
                        new CallEnd.WriteReply.Decided(entry.recording.told(entry.request, verdict))),
                thrown -> entry.answered.accept(new CallEnd.WriteReply.Failed(thrown)));
    }
}
