// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The bounds of one search. One unit of time is a second; all clocks, the purger's included, differ by at most
 * {@link #EPSILON}, and the purger's is as fast as that allows.
 *
 * @param callers who calls the operation
 * @param horizon how many seconds pass at most
 * @param inFlight how many requests, over the whole history, may reach the store late, or once more, or both
 * @param lost how many replies, over the whole history, may be lost
 * @param callSeconds how long after its clock reading a claim or a commit may still be applied, as a store call has a
 *     timeout; writes after the claim may be applied at any time
 * @param window the dedupe window
 * @param features what else may happen
 */
record SearchSetup(
        List<SearchCaller> callers,
        int horizon,
        int inFlight,
        int lost,
        int callSeconds,
        Duration window,
        Set<Feature> features) {

    static final Instant ORIGIN = Instant.ofEpochSecond(1000);
    static final Duration EPSILON = Duration.ofSeconds(1);
    static final Duration LEASE = Duration.ofSeconds(3);

    /** An action of callers besides claiming, running, completing and releasing, or a stricter judgement of them. */
    enum Feature {
        RENEW,
        QUARANTINE,
        COMMIT,
        /** S5 read strictly: a write is stale when its fencing token is, although the claim id be the record's. */
        JUDGE_WRITES_BY_FENCE
    }

    /**
     * One caller.
     *
     * @param calls how often it calls the operation at most
     * @param skew by how many seconds its clock is ahead of true time
     * @param retention what its claims ask for
     * @param payload names its payload: another payload has another fingerprint
     */
    record SearchCaller(int calls, int skew, Duration retention, String payload) {}

    SearchSetup {
        callers = List.copyOf(callers);
        features = Set.copyOf(features);
        int ahead = callers.stream().mapToInt(SearchCaller::skew).max().orElseThrow();
        if (ahead > slowest(callers) + EPSILON.toSeconds()) {
            throw new IllegalArgumentException("callers' clocks differ by more than epsilon");
        }
    }

    private static int slowest(List<SearchCaller> callers) {
        return callers.stream().mapToInt(SearchCaller::skew).min().orElseThrow();
    }

    /** Returns what the clock of a caller shows. */
    Instant clock(int caller, int time) {
        return ORIGIN.plusSeconds(time + callers.get(caller).skew());
    }

    /** Returns what the slowest clock shows. */
    Instant slowestClock(int time) {
        return ORIGIN.plusSeconds(time + slowest(callers));
    }

    /** Returns what the fastest clock shows, the purger's. */
    Instant fastestClock(int time) {
        return ORIGIN.plusSeconds(time + slowest(callers)).plus(EPSILON);
    }
}
