// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.IOException;
import java.util.List;

/**
 * The bytes of jars that idempotency adds to a function that has the SDK.
 *
 * @param ours with the JSON mapper
 * @param oursPlain with the streaming API alone: it is enough for plain types
 * @param oursAsText without it: it is not needed where results are texts
 * @param peer with all that its artifacts bring, the JSON mapper in the version that ours has
 * @param leanPeer without what it logs through
 */
record JarSizes(long ours, long oursPlain, long oursAsText, long peer, long leanPeer) {

    /** DESIGN: at most half of the peer's bytes. */
    static final double BUDGET = 0.5;

    /** The measurement fails above this: the budget is missed since the sources of 0.1.0 are complete. */
    static final double LIMIT = 0.56;

    static JarSizes of(Deployments deployments) throws IOException {
        return new JarSizes(
                deployments.bytes(List.of(Library.SEMEL, Library.JACKSON)),
                deployments.bytes(List.of(Library.SEMEL, Library.JACKSON_CORE)),
                deployments.bytes(List.of(Library.SEMEL)),
                deployments.bytes(List.of(Library.POWERTOOLS, Library.JACKSON, Library.LOG4J)),
                deployments.bytes(List.of(Library.POWERTOOLS, Library.JACKSON)));
    }

    double ratio() {
        return (double) ours / peer;
    }
}
