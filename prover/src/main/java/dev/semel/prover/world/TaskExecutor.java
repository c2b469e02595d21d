// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An executor whose tasks run under the prover's control. Thread-safe. */
final class TaskExecutor extends AbstractExecutorService {

    private final Scheduler scheduler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private int open;
    private boolean shut;

    TaskExecutor(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (shut) {
                throw new RejectedExecutionException("This executor of the world was shut down");
            }
            open++;
        } finally {
            lock.unlock();
        }
        scheduler.execute(() -> {
            try {
                task.run();
            } finally {
                ended();
            }
        });
    }

    private void ended() {
        lock.lock();
        try {
            open--;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shut = true;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shut && open == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits without a limit: the prover's clock does not move meanwhile. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lock();
        try {
            while (!shut || open > 0) {
                over.await();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
