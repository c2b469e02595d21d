// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a hash, read as a record. The scripts write them; {@code docs/how-to/redis.md} lists them, and golden
 * files pin them. What cannot be read is {@link Unreadable} (S12).
 */
final class RecordHash {

    private static final String FORMAT = "1";
    private static final String POINT = "point:";

    private final Map<String, byte[]> fields;

    private RecordHash(Map<String, byte[]> fields) {
        this.fields = fields;
    }

    /**
     * {@return the record that a script answered; null if the record is absent}
     *
     * @param answer names and values in turn, or the type of the foreign value that is there
     */
    static @Nullable IdempotencyRecord decode(@Nullable Object answer) {
        return decode(answer, null);
    }

    /**
     * {@return as {@link #decode(Object)}, with the bytes of the result from the caller, who sent them}
     *
     * @param answer names and values in turn, or the type of the foreign value that is there
     * @param sent the result that was stored by this very call; null for none
     */
    static @Nullable IdempotencyRecord decode(@Nullable Object answer, @Nullable StoredResult sent) {
        if (!(answer instanceof List<?> flat)) {
            return new Unreadable("a Redis value that is not a hash has the record's key");
        }
        if (flat.isEmpty()) {
            return null;
        }
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            if (i + 1 == flat.size()
                    || !(flat.get(i) instanceof byte[] name)
                    || !(flat.get(i + 1) instanceof byte[] value)) {
                return new Unreadable("its fields are answered in another form");
            }
            fields.put(RedisTexts.text(name), value);
        }
        return new RecordHash(fields).record(sent);
    }

    private IdempotencyRecord record(@Nullable StoredResult sent) {
        byte[] format = fields.get("format");
        if (format == null || !RedisTexts.text(format).equals(FORMAT)) {
            return new Unreadable(format == null ? "no format version" : "an unknown format version");
        }
        try {
            return switch (text("state")) {
                case "IN_PROGRESS" ->
                    new InProgress(
                            claim(),
                            fingerprint(),
                            number("revision"),
                            certainty(),
                            millis("lease"),
                            seconds("until"),
                            points());
                case "RELEASED" ->
                    new Released(
                            claim(),
                            fingerprint(),
                            number("revision"),
                            certainty(),
                            millis("ended_at"),
                            seconds("until"),
                            points());
                case "COMPLETED" ->
                    new Completed(
                            claim(),
                            fingerprint(),
                            number("revision"),
                            sent == null ? result() : sent,
                            millis("ended_at"),
                            seconds("until"));
                case "QUARANTINED" ->
                    new Quarantined(
                            claim(), fingerprint(), number("revision"), text("reason"), millis("ended_at"), points());
                default -> new Unreadable("an unknown state");
            };
        } catch (UnreadableFieldException e) {
            return new Unreadable(e.problem);
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            return new Unreadable("its fields contradict each other");
        }
    }

    private Claim claim() {
        return new Claim(
                new ClaimId(text("claim")),
                number("fence"),
                Math.toIntExact(number("attempt")),
                number("generation"),
                millis("claimed_at"),
                text("source"));
    }

    private Fingerprint fingerprint() {
        return new Fingerprint(text("algorithm"), text("fingerprint"));
    }

    private Certainty certainty() {
        return Certainty.valueOf(text("certainty"));
    }

    private StoredResult result() {
        byte[] data = fields.get("data");
        Blob value = data == null ? null : Blob.of(data);
        ResultDigest digest = new ResultDigest(text("digest"));
        StoredResult result = switch (text("result")) {
            case "success" -> new StoredResult.Success(value);
            case "failure" -> new StoredResult.FinalFailure(text("detail"), value);
            case "missing" -> new StoredResult.Missing(text("detail"), digest);
            default -> throw new UnreadableFieldException("an unknown kind of result");
        };
        // S12: a result whose bytes were changed or lost is reported, never replayed and never re-executed
        return result.digest().equals(digest)
                ? result
                : new StoredResult.Missing("its bytes do not match its digest", digest);
    }

    private List<RecoveryPoint> points() {
        Map<Long, RecoveryPoint> byIndex = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(POINT)) {
                StoredPoint point = StoredPoint.parse(name.substring(POINT.length()), value);
                byIndex.put(point.index(), point.point());
            }
        });
        long expected = fields.containsKey("points") ? number("points") : 0;
        if (byIndex.size() != expected) {
            throw new UnreadableFieldException("the number of its recovery points differs from the stored one");
        }
        return List.copyOf(byIndex.values());
    }

    private String text(String field) {
        byte[] value = fields.get(field);
        if (value == null) {
            throw new UnreadableFieldException("no field '" + field + "'");
        }
        return RedisTexts.text(value);
    }

    private long number(String field) {
        try {
            return Long.parseLong(text(field));
        } catch (NumberFormatException e) {
            throw new UnreadableFieldException("no number in the field '" + field + "'");
        }
    }

    private Instant millis(String field) {
        return Instant.ofEpochMilli(number(field));
    }

    private Instant seconds(String field) {
        return Instant.ofEpochSecond(number(field));
    }
}
