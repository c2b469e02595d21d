// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import dev.semel.engine.CallEnd;
import dev.semel.engine.ClaimWrites;
import dev.semel.engine.Engine;
import dev.semel.engine.RetryPolicy;
import dev.semel.engine.StoreCalls;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches the final writes of a batch's calls. At once: sends as soon as possible; writes that arrive during the
 * hand-over, or while a request is in flight, share the next request, and the first one waits a moment for others to
 * share it. Else: sends all at the end. Thread-safe.
 */
final class BatchWriter {

    /*
     * Invariants.
     *
     * - `waiting` and `writing` are guarded by `lock`. No store, executor or callback is called under it.
     * - An entry is in `waiting`, or in the list of the one writer, or its callback was called. The callback of an
     *   entry is called once (Entry), also if a defect in the middle of a list makes the writer answer all of it again.
     * - There is at most one writer: `writing` is set by the thread that becomes it, under the lock and only if it was
     *   not set, and cleared by the writer when it finds nothing waiting, under the same lock. So an entry that arrives
     *   while `writing` is set is seen by that writer, and one that arrives afterwards starts the next.
     * - A writer that the executor refused clears `writing` and leaves its entries to finish(). `taken` decides: a
     *   refused task that the executor runs all the same writes nothing, so finish() never has a rival.
     * - finish() waits until no writer is at work and then is the writer itself. A writer that the executor has not
     *   begun, and may never begin, is not waited for: `handedOver` is the `taken` of the present writer, and the
     *   one that sets it first is that writer. After finish() nothing waits and nothing writes, given that nothing is
     *   submitted any more: all bodies have ended by then.
     * - `gathering` and `gathered` are guarded by `lock`. The first writer of a batch gathers: it waits for `gather` at
     *   most, and has taken no entry yet. finish() deposes a writer that gathers, instead of waiting: it clears
     *   `gathering`, is the writer from then on, and at its end waits until the deposed one has left, which writes
     *   nothing. A writer that finds `gathering` set when it wakes was not deposed, and goes on. flush() ends the
     *   gathering too, but leaves the writer in its place. Only a thread beside
     *   the one that started the writer gathers: an executor that runs its tasks on the caller's thread would hold up
     *   bodies.
     */

    /** A write and its callback, which is called exactly once. */
    static final class Entry {

        private final WriteRequest.Last request;
        private final ClaimWrites writes;
        private final int tries;
        private final Consumer<CallEnd.WriteReply> callback;
        private final AtomicBoolean answered = new AtomicBoolean();

        Entry(WriteRequest.Last request, ClaimWrites writes, int tries, Consumer<CallEnd.WriteReply> callback) {
            this.request = request;
            this.writes = writes;
            this.tries = tries;
            this.callback = callback;
        }

        private void answer(CallEnd.WriteReply reply) {
            if (answered.compareAndSet(false, true)) {
                callback.accept(reply);
            }
        }
    }

    private final Engine engine;
    private final Executor executor;
    private final boolean atOnce;
    private final BooleanSupplier held;
    private final Duration gather;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Condition deposed = lock.newCondition();
    private List<Entry> waiting = new ArrayList<>();
    private boolean writing;
    private boolean gathering;
    private boolean gathered;
    private boolean isFlushed; // nothing further to gather comes for now
    private boolean leaving; // a deposed writer has not left yet
    private @Nullable AtomicBoolean handedOver; // of the writer that an executor was given last

    /**
     * Prepares the writing.
     *
     * @param executor runs the writing while bodies run
     * @param atOnce whether to write as soon as there is something; else at the end
     * @param held whether a write that arrives now is left to {@link #start}
     * @param gather the time for which the first write waits for others; zero for none
     */
    BatchWriter(Engine engine, Executor executor, boolean atOnce, BooleanSupplier held, Duration gather) {
        this.engine = engine;
        this.executor = executor;
        this.atOnce = atOnce;
        this.held = held;
        this.gather = engine.store() instanceof BatchStore ? gather : Duration.ZERO;
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

    /** Begins to write the waiting entries, unless a writer is at work or all is written at the end. */
    void start() {
        AtomicBoolean taken = new AtomicBoolean();
        Thread starter = Thread.currentThread();
        lock.lock();
        try {
            if (!atOnce || writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
            handedOver = taken;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(() -> {
                if (taken.compareAndSet(false, true) && (starter.equals(Thread.currentThread()) || gather())) {
                    writeWaiting();
                }
            });
        } catch (Throwable e) { // full, or out of threads
            if (taken.compareAndSet(false, true)) {
                leaveToTheEnd();
            }
        }
    }

    /**
     * Sees that what waits is written while the caller's thread waits for something else: a writer that gathers begins,
     * and if there is no writer, this thread is it. Called on the thread that submits.
     */
    void flush() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            if (writing) {
                gathered = true;
                isFlushed = true;
                deposed.signal();
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        writeWaiting();
    }

    /** Writes everything that was not, together with {@code last}; returns when all is answered. */
    void finish(List<Entry> last) {
        lock.lock();
        try {
            gathered = true; // a writer that has begun, and does not gather yet, writes at once
            while (writing && !isStillToBegin() && !depose()) {
                idle.awaitUninterruptibly();
            }
            waiting.addAll(last);
            writing = true;
        } finally {
            lock.unlock();
        }
        try {
            writeWaiting();
        } finally {
            awaitDeposed();
        }
    }

    /**
     * Waits for more writes, as the first writer of the batch.
     *
     * @return whether this thread is still the writer
     */
    private boolean gather() {
        lock.lock();
        try {
            if (gathered) {
                return true;
            }
            gathered = true;
            gathering = true;
            awaitDeposition();
            boolean isWriter = gathering;
            gathering = false;
            if (!isWriter) {
                leaving = false;
                idle.signalAll();
            }
            return isWriter;
        } finally {
            lock.unlock();
        }
    }

    private void awaitDeposition() {
        long nanos = gather.toNanos();
        try {
            while (gathering && !isFlushed && nanos > 0) {
                nanos = deposed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // so the write comes sooner
        }
    }

    /** {@return whether the writer was gathering, so that it will write nothing} Called under the lock. */
    private boolean depose() {
        if (!gathering) {
            return false;
        }
        gathering = false;
        leaving = true;
        deposed.signal();
        return true;
    }

    private void awaitDeposed() {
        lock.lock();
        try {
            while (leaving) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return whether the executor has not begun with the writer that it was given; that writer writes nothing then}
     */
    private boolean isStillToBegin() {
        return handedOver != null && handedOver.compareAndSet(false, true);
    }

    private void writeWaiting() {
        for (List<Entry> next = next(); !next.isEmpty(); next = next()) {
            try {
                write(next);
            } catch (Throwable defect) { // of a clock, or of anything else that the user brought
                next.forEach(entry -> entry.answer(new CallEnd.WriteReply.Failed(defect)));
            }
        }
    }

    /** {@return the waiting entries; if there are none, the writing is over} */
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

    private void leaveToTheEnd() {
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
            entry.answer(entry.writes.tryToWrite(entry.request, entry.tries));
        }
    }

    private static BatchRounds.Parcel<WriteRequest, WriteVerdict> parcel(Entry entry) {
        return new BatchRounds.Parcel<>(
                entry.request,
                new RetryPolicy.Tries(
                        entry.request.key(), ClaimWrites.name(entry.request), entry.tries, entry.writes.lastWrite()),
                verdict -> entry.answer(new CallEnd.WriteReply.Decided(entry.writes.report(entry.request, verdict))),
                thrown -> entry.answer(new CallEnd.WriteReply.Failed(thrown)));
    }
}
