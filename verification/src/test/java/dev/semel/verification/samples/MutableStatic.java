// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.util.ArrayDeque;
import java.util.Date;
import java.util.HashMap;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Bad on purpose: shares state by static fields, final or not. */
@SuppressWarnings({"JavaUtilDate", "NonApiType"})
final class MutableStatic {
    static final AtomicLong COUNTER = new AtomicLong();
    static final int[] TABLE = {1, 2};
    static final HashMap<String, String> MAP = new HashMap<>();
    static final Queue<String> QUEUE = new ArrayDeque<>();
    static final Lock LOCK = new ReentrantLock();
    static final Random RANDOM = new Random(1);
    static final StringBuilder TEXT = new StringBuilder();
    static final Date DATE = new Date(0);

    static int count;

    private MutableStatic() {}
}
