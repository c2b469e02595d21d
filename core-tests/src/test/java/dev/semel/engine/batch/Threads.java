// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine.batch;

import java.util.ArrayList;
import java.util.List;

/** One thread for each task, all to be waited for. Tasks may start others. */
final class Threads {

    private final List<Thread> all = new ArrayList<>();

    void start(Runnable task) {
        Thread thread = new Thread(task);
        synchronized (all) {
            all.add(thread);
        }
        thread.start();
    }

    void join() {
        for (int i = 0; i < size(); i++) {
            Thread thread;
            synchronized (all) {
                thread = all.get(i);
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private int size() {
        synchronized (all) {
            return all.size();
        }
    }
}
