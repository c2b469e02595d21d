// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Claim;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.operate.Explanation;
import dev.semel.operate.NextDuplicate;
import java.util.List;
import java.util.Optional;

/** An explanation as one JSON object, for programs. Moments are ISO 8601 in UTC. */
final class ExplanationJson {

    private ExplanationJson() {}

    static ObjectNode of(Explanation explanation, List<String> effects, Optional<String> result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("recordId", explanation.name().recordId());
        explanation.name().stored().ifPresent(key -> key(json.putObject("key"), key));
        json.put("situation", explanation.situation().word());
        json.put("at", explanation.now().toString());
        next(json.putObject("nextDuplicate"), explanation.next());
        explanation.withPayload().ifPresent(answer -> next(json.putObject("withPayload"), answer));
        explanation.record().ifPresent(record -> {
            switch (record) {
                case IdempotencyRecord.Unreadable unreadable -> json.put("problem", unreadable.problem());
                case Known known -> record(json.putObject("record"), known);
            }
        });
        ObjectNode keys = json.putObject("effectKeys");
        explanation.effectKeys(effects).forEach((effect, key) -> keys.put(effect, key.value()));
        result.ifPresent(text -> json.put("result", text));
        return json;
    }

    private static void key(ObjectNode json, IdempotencyKey key) {
        json.put("tenant", key.tenant()).put("operation", key.scope()).put("value", key.value());
    }

    private static void next(ObjectNode json, NextDuplicate next) {
        json.put("answer", next.getClass().getSimpleName());
        switch (next) {
            case NextDuplicate.Executes executes -> {
                json.put("executes", true);
                json.put("attempt", executes.attempt());
                json.put("earlier", executes.earlier().name());
                json.put("pointsKept", executes.pointsKept());
            }
            case NextDuplicate.ToldInProgress told ->
                json.put("executes", false).put("until", told.until().toString());
            case NextDuplicate.FailsAgain failure -> json.put("executes", false).put("failure", failure.type());
            case NextDuplicate.ToldResultUnavailable told ->
                json.put("executes", false).put("reason", told.reason());
            case NextDuplicate.ToldUnverifiable told ->
                json.put("executes", false).put("algorithm", told.algorithm());
            case NextDuplicate.Replayed told -> json.put("executes", false);
            case NextDuplicate.ToldQuarantined told -> json.put("executes", false);
            case NextDuplicate.ToldMismatch told -> json.put("executes", false);
            case NextDuplicate.ToldUnreadable told -> json.put("executes", false);
        }
    }

    private static void record(ObjectNode json, Known record) {
        Claim claim = record.claim();
        json.put("attempt", claim.attempt());
        json.put("claimId", claim.id().value());
        json.put("fence", claim.fence());
        json.put("generation", claim.generation());
        json.put("revision", record.revision());
        json.put("claimedAt", claim.claimedAt().toString());
        json.put("source", claim.source());
        json.put("fingerprintAlgorithm", record.fingerprint().algorithm());
        switch (record) {
            case InProgress live -> {
                json.put("earlier", live.earlier().name());
                json.put("leaseExpiresAt", live.leaseExpiresAt().toString());
                json.put("endsAt", live.retainedUntil().toString());
            }
            case Released released -> {
                json.put("certainty", released.certainty().name());
                json.put("releasedAt", released.releasedAt().toString());
                json.put("endsAt", released.retainedUntil().toString());
            }
            case Quarantined parked -> {
                json.put("quarantinedAt", parked.quarantinedAt().toString());
                json.put("reason", parked.reason());
            }
            case Completed completed -> {
                json.put("completedAt", completed.completedAt().toString());
                json.put("endsAt", completed.windowEndsAt().toString());
                result(json.putObject("result"), completed.result());
            }
        }
        ArrayNode points = json.putArray("recoveryPoints");
        record.recoveryPoints()
                .forEach(point -> points.addObject()
                        .put("name", point.name())
                        .put("attempt", point.attempt())
                        .put("reachedAt", point.reachedAt().toString())
                        .put("bytes", point.value() == null ? 0 : point.value().size()));
    }

    private static void result(ObjectNode json, StoredResult result) {
        switch (result) {
            case StoredResult.Success success -> {
                json.put("kind", "success");
                json.put("bytes", success.value() == null ? 0 : success.value().size());
            }
            case StoredResult.FinalFailure failure -> {
                json.put("kind", "final failure");
                json.put("type", failure.type());
                json.put("bytes", failure.value() == null ? 0 : failure.value().size());
            }
            case StoredResult.Missing missing -> json.put("kind", "missing").put("reason", missing.reason());
        }
    }
}
