// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.CheckedStore.Answer;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Names callers, requests and records in printed histories. Moments are seconds since the origin. */
final class Labels {

    private Labels() {}

    static String caller(int caller) {
        return String.valueOf((char) ('A' + caller));
    }

    static String of(int caller, Request request, Instant now) {
        return caller(caller) + " (clock " + moment(now) + ") " + of(request);
    }

    static String of(Request request) {
        return switch (request) {
            case Request.Claiming claiming ->
                "claims " + claim(claiming.request().claimId());
            case Request.Committing committing ->
                "commits " + claim(committing.request().claimId());
            case Request.Writing writing ->
                verb(writing.request()) + " " + claim(writing.request().claimId());
        };
    }

    private static String verb(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Complete complete -> "completes";
            case WriteRequest.Release release -> "releases as " + release.certainty();
            case WriteRequest.Renew renew -> "renews";
            case WriteRequest.Checkpoint checkpoint -> "checkpoints";
            case WriteRequest.Quarantine quarantine -> "quarantines";
            case WriteRequest.Resolve resolve ->
                "resolves (" + resolve.resolution().getClass().getSimpleName() + ")";
        };
    }

    static String of(Answer answer) {
        return switch (answer) {
            case Answer.Granted granted -> ": granted, " + record(granted.record());
            case Answer.TakeOver takeOver -> ": may take over " + record(takeOver.read());
            case Answer.Ended ended -> ": " + ended.verdict().getClass().getSimpleName();
        };
    }

    static String record(@Nullable IdempotencyRecord record) {
        return switch (record) {
            case null -> "nothing";
            case Unreadable unreadable -> "unreadable";
            case Known known -> state(known) + ", fence " + known.claim().fence() + ", revision " + known.revision();
        };
    }

    private static String state(Known record) {
        String claim = claim(record.claim().id());
        return switch (record) {
            case InProgress p ->
                claim + " in progress, lease until " + moment(p.leaseExpiresAt()) + ", kept until "
                        + moment(p.retainedUntil()) + ", earlier " + p.earlier();
            case Released r -> claim + " released as " + r.certainty() + ", kept until " + moment(r.retainedUntil());
            case Completed c -> claim + " completed, window until " + moment(c.windowEndsAt());
            case Quarantined q -> claim + " quarantined";
        };
    }

    private static String claim(ClaimId id) {
        byte[] bytes = Base64.getUrlDecoder().decode(id.value());
        return caller(bytes[7] - 1).toLowerCase(java.util.Locale.ROOT) + bytes[15];
    }

    private static String moment(Instant moment) {
        return String.valueOf(Duration.between(SearchSetup.ORIGIN, moment).toSeconds());
    }
}
