// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.IOException;
import java.util.List;

/**
 * The bytes of jars that idempotency adds to a function that has the SDK.
 *
 * @param ours with all that its artifacts bring: Jackson's streaming API
 * @param oursMapped with semel-jackson and the JSON mapper too, for annotated types
 * @param oursAsText without Jackson: it is not needed where results are texts
 * @param peer with all that its artifacts bring, the JSON mapper in the version that ours has
 * @param leanPeer without what it logs through
 */
record JarSizes(long ours, long oursMapped, long oursAsText, long peer, long leanPeer) {

    /** DESIGN: at most half of the peer's bytes. The measurement fails above this. */
    static final double BUDGET = 0.5;

    static JarSizes of(Deployments deployments) throws IOException {
        return new JarSizes(
                deployments.bytes(List.of(Library.SEMEL, Library.JACKSON_CORE)),
                deployments.bytes(List.of(Library.SEMEL, Library.SEMEL_JACKSON, Library.JACKSON)),
                deployments.bytes(List.of(Library.SEMEL)),
                deployments.bytes(List.of(Library.POWERTOOLS, Library.JACKSON, Library.LOG4J)),
                deployments.bytes(List.of(Library.POWERTOOLS, Library.JACKSON)));
    }

    double ratio() {
        return (double) ours / peer;
    }
}
