// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

/** The kinds of things that a handler can use and that the prover does not control. */
public enum EscapeKind {
    /** The time of the machine, not that of the world. */
    CLOCK("reads the machine's clock", "take world.clock()"),
    /** Randomness that no history repeats. */
    RANDOMNESS("draws randomness", "take world.random() or world.claimIds()"),
    /** Threads and executors beside the one of the invocation. */
    THREADS("uses threads", "give tasks to world.executor()"),
    /** Real waiting. */
    SLEEP("sleeps", "take world.waiting()"),
    /** Sockets, and clients that the world did not make. */
    NETWORK("opens a connection or makes a client", "take the client from world.shared(...) or an effect's fake"),
    /** State that outlives the invocation, the crash and the history. */
    STATIC_STATE("uses static state that can change", "keep it in world.shared(...)"),
    /** Environment variables and system properties. */
    ENVIRONMENT("reads the environment", "pass the value to the handler's constructor"),
    /** Files, which outlive the invocation. */
    FILES("uses files", "keep it in world.shared(...)"),
    /** Locale and time zone of the machine. */
    DEFAULTS("uses the machine's locale, zone or character set", "name the locale, zone or character set"),
    /** Identity hash codes, which differ in each run. */
    IDENTITY("uses identity hash codes", "compare by content");

    private final String words;
    private final String remedy;

    EscapeKind(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** {@return what the handler does, as the end of a sentence} */
    public String words() {
        return words;
    }

    /** {@return what to do instead} */
    public String remedy() {
        return remedy;
    }
}
