// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.SearchSetup.Feature;
import dev.semel.coretests.protocol.SearchSetup.SearchCaller;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes the setups of the tests. Window and retention are 4 s: more than two epsilons and a call's timeout. */
final class SearchSetups {

    private static final Duration KEPT = Duration.ofSeconds(4);

    private SearchSetups() {}

    static SearchCaller caller(int calls, int skew) {
        return new SearchCaller(calls, skew, KEPT, "payload");
    }

    static SearchCaller callerWithOtherPayload(int calls, int skew) {
        return new SearchCaller(calls, skew, KEPT, "other payload");
    }

    static SearchSetup setup(int horizon, int inFlight, int lost, List<SearchCaller> callers, Feature... features) {
        return new SearchSetup(callers, horizon, inFlight, lost, 1, KEPT, Set.of(features));
    }
}
