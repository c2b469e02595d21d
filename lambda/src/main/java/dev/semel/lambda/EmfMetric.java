// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Metrics of {@link EmfListener}. */
enum EmfMetric {
    EXECUTIONS("Executions", true),
    REPLAYS("Replays", true),
    IN_PROGRESS("InProgressConflicts", true),
    TAKE_OVERS("TakeOvers", true),
    FINAL_FAILURES("FinalFailures", true),
    RELEASES("Releases", true),
    QUARANTINES("Quarantines", true),
    MET_QUARANTINES("QuarantineConflicts", true),
    FENCED_WRITES("FencedWrites", true),
    MISMATCHES("Mismatches", true),
    NOT_RECORDED("ResultsNotRecorded", true),
    UNAVAILABLE_RESULTS("ResultsUnavailable", true),
    BYPASSES("UnguardedExecutions", true),
    STORE_ERRORS("StoreErrors", true),
    WINDOWS_TOO_SHORT("WindowsTooShort", true),
    REDELIVERED("DuplicatesRedelivered", true),
    RETRIED("DuplicatesRetried", true),
    REPLAYED("DuplicatesFromArchive", true),
    CONCURRENT("DuplicatesConcurrent", true),
    SAME_BATCH("DuplicatesInBatch", true),
    UNKNOWN("DuplicatesOfUnknownCause", true),
    CLAIM_LATENCY("ClaimLatency", false),
    RECORDING_LATENCY("CompletionLatency", false),
    BODY_DURATION("BodyDuration", false),
    DUPLICATE_AGE("DuplicateAge", false);

    private final String text;
    private final boolean counted;

    EmfMetric(String text, boolean counted) {
        this.text = text;
        this.counted = counted;
    }

    /** {@return the metric's name in CloudWatch} */
    String text() {
        return text;
    }

    /** {@return its unit: a count is one number, a latency a list of them} */
    String unit() {
        return counted ? "Count" : "Milliseconds";
    }

    static EmfMetric of(DuplicateCause cause) {
        return switch (cause) {
            case REDELIVERED -> REDELIVERED;
            case RETRIED -> RETRIED;
            case REPLAYED -> REPLAYED;
            case CONCURRENT -> CONCURRENT;
            case SAME_BATCH -> SAME_BATCH;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
