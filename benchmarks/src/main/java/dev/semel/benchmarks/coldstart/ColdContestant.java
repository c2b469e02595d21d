// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import static dev.semel.benchmarks.coldstart.Library.JACKSON;
import static dev.semel.benchmarks.coldstart.Library.JACKSON_CORE;
import static dev.semel.benchmarks.coldstart.Library.LOG4J;
import static dev.semel.benchmarks.coldstart.Library.POWERTOOLS;
import static dev.semel.benchmarks.coldstart.Library.RUNTIME;
import static dev.semel.benchmarks.coldstart.Library.SDK;
import static dev.semel.benchmarks.coldstart.Library.SEMEL;
import static dev.semel.benchmarks.coldstart.Library.SEMEL_JACKSON;

import dev.semel.benchmarks.coldstart.function.BareFunction;
import dev.semel.benchmarks.coldstart.function.FloorFunction;
import dev.semel.benchmarks.coldstart.function.PlainFunction;
import dev.semel.benchmarks.coldstart.function.PowertoolsFunction;
import dev.semel.benchmarks.coldstart.function.PrimedFunction;
import dev.semel.benchmarks.coldstart.function.SemelFunction;
import dev.semel.benchmarks.coldstart.function.TextFunction;
import java.util.List;

/** The contestants: functions that answer the same event, each with its own class path. */
enum ColdContestant {
    /** The function without idempotency. */
    BARE("bare", BareFunction.class, RUNTIME),

    /** The same two requests by the client alone. */
    FLOOR("floor", FloorFunction.class, RUNTIME, SDK),

    /** Results and fingerprints as JSON, by Jackson, as the peer has them. */
    OURS("semel", SemelFunction.class, RUNTIME, SDK, SEMEL, SEMEL_JACKSON, JACKSON),

    /** The same JSON by the codec of plain types, which needs no mapper: none is deployed. */
    OURS_PLAIN("semel-plain", PlainFunction.class, RUNTIME, SDK, SEMEL, JACKSON_CORE),

    /** Results and fingerprints as text: nothing needs a JSON mapper, and none is deployed. */
    OURS_AS_TEXT("semel-text", TextFunction.class, RUNTIME, SDK, SEMEL),

    /** Primed while it initialises, for a snapshot: its invocation alone is what a restored function answers. */
    OURS_PRIMED("semel-primed", PrimedFunction.class, RUNTIME, SDK, SEMEL, SEMEL_JACKSON, JACKSON),

    /** The peer as its artifacts bring it. */
    PEER("powertools", PowertoolsFunction.class, RUNTIME, SDK, POWERTOOLS, JACKSON, LOG4J),

    /** The peer without the logging that it brings: its best. */
    LEAN_PEER("powertools-lean", PowertoolsFunction.class, RUNTIME, SDK, POWERTOOLS, JACKSON);

    private final String label;
    private final Class<?> function;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<Library> libraries;

    ColdContestant(String label, Class<?> function, Library... libraries) {
        this.label = label;
        this.function = function;
        this.libraries = List.of(libraries);
    }

    String label() {
        return label;
    }

    Class<?> function() {
        return function;
    }

    List<Library> libraries() {
        return libraries;
    }
}
