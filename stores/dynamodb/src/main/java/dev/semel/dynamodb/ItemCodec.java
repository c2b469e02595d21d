// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The mapping of records to items, format version 1; pinned by golden items. An attribute that has its {@link Attribute
 * usual value} is left out: each attribute costs bytes and processor time at both ends. Items without a format are
 * {@link PowertoolsItems}.
 */
final class ItemCodec {

    static final long FORMAT = 1;
    static final String IN_PROGRESS = "INPROGRESS";
    static final String COMPLETED = "COMPLETED";
    private static final String SUCCESS = "success";
    private static final String FAILURE = "failure";
    private static final String MISSING = "missing";

    /** The value of both ends of a quarantined record: 9999-12-31T23:59:59Z. */
    static final Instant FAR_AWAY = Instant.ofEpochSecond(253_402_300_799L);

    private static final AttributeValue IN_PROGRESS_VALUE = Values.text(IN_PROGRESS);
    private static final AttributeValue COMPLETED_VALUE = Values.text(COMPLETED);

    /** As many attributes as a record usually has at most. */
    private static final int ATTRIBUTES = 12;

    private static final int FIRST_ATTEMPT = 1;

    private final Attributes attributes;

    ItemCodec(Attributes attributes) {
        this.attributes = attributes;
    }

    Attributes attributes() {
        return attributes;
    }

    /** {@return the record in an item} Anything that this version would not have written is unreadable (S12). */
    IdempotencyRecord decode(Map<String, AttributeValue> item, SideValues values) {
        Fields fields = new Fields(item, attributes);
        try {
            if (PowertoolsItems.isOne(fields)) {
                return PowertoolsItems.decode(fields);
            }
            long format = fields.number(Attribute.FORMAT);
            return format == FORMAT ? decodeOwn(fields, values) : new Unreadable("format version " + format);
        } catch (UnreadableItemException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Unreadable("its attributes contradict each other");
        }
    }

    /** {@return the ids of the side items that decoding this item would read} */
    List<String> sideItemIds(String id, Map<String, AttributeValue> item) {
        Fields fields = new Fields(item, attributes);
        List<SidePointer> pointers = new ArrayList<>();
        try {
            if (fields.has(Attribute.PLACEMENT)
                    && fields.text(Attribute.PLACEMENT).equals(Placement.SIDE.text())) {
                ClaimId claim = new ClaimId(fields.text(Attribute.CLAIM));
                pointers.add(SidePointer.ofResult(claim, new ResultDigest(fields.text(Attribute.DIGEST))));
            }
            pointers.addAll(StoredPoints.of(fields).pointers());
        } catch (UnreadableItemException | IllegalArgumentException e) {
            return List.of(); // decoding reports the reason
        }
        return pointers.stream().map(pointer -> pointer.itemId(id)).toList();
    }

    /** {@return the pointers to the side items of recovery points, as texts} */
    List<String> pointPointers(Map<String, AttributeValue> item) {
        try {
            return StoredPoints.of(new Fields(item, attributes)).pointers().stream()
                    .map(SidePointer::text)
                    .toList();
        } catch (UnreadableItemException | IllegalArgumentException e) {
            return List.of(); // decoding reports the reason
        }
    }

    private Known decodeOwn(Fields fields, SideValues values) {
        Claim claim = claim(fields);
        Fingerprint fingerprint = fingerprint(fields.text(Attribute.VALIDATION));
        long revision = fields.count(Attribute.REVISION);
        String status = fields.text(Attribute.STATUS);
        if (status.equals(COMPLETED)) {
            return new Completed(
                    claim,
                    fingerprint,
                    revision,
                    result(fields, claim.id(), values),
                    fields.millis(Attribute.ENDED_AT),
                    fields.seconds(Attribute.EXPIRATION));
        }
        if (!status.equals(IN_PROGRESS)) {
            throw new UnreadableItemException("its status is unknown");
        }
        return unfinished(fields, claim, fingerprint, revision, values);
    }

    private static Known unfinished(
            Fields fields, Claim claim, Fingerprint fingerprint, long revision, SideValues values) {
        var points = StoredPoints.of(fields).decode(values);
        if (fields.has(Attribute.QUARANTINE)) {
            String reason = fields.text(Attribute.QUARANTINE);
            return new Quarantined(claim, fingerprint, revision, reason, fields.millis(Attribute.ENDED_AT), points);
        }
        Certainty earlier = earlier(fields, claim);
        Instant retainedUntil = fields.seconds(Attribute.EXPIRATION);
        if (fields.has(Attribute.RELEASED)) {
            Certainty certainty = earlier.leastCertain(fields.constant(Attribute.RELEASED, Certainty.class));
            Instant releasedAt = fields.millis(Attribute.ENDED_AT);
            return new Released(claim, fingerprint, revision, certainty, releasedAt, retainedUntil, points);
        }
        Instant leaseExpiresAt = fields.millis(Attribute.LEASE);
        return new InProgress(claim, fingerprint, revision, earlier, leaseExpiresAt, retainedUntil, points);
    }

    private static Claim claim(Fields fields) {
        int attempt = Math.toIntExact(fields.number(Attribute.ATTEMPT, FIRST_ATTEMPT));
        return new Claim(
                new ClaimId(fields.text(Attribute.CLAIM)),
                fields.count(Attribute.FENCE),
                attempt,
                generation(fields, attempt),
                fields.millis(fields.has(Attribute.CLAIMED_AT) ? Attribute.CLAIMED_AT : Attribute.FENCE),
                fields.text(Attribute.SOURCE, ""));
    }

    /** {@return the generation, which is the fence of the first attempt} So attempt and generation guard each other. */
    private static long generation(Fields fields, int attempt) {
        if (attempt != FIRST_ATTEMPT) {
            return fields.count(Attribute.GENERATION);
        }
        long fence = fields.count(Attribute.FENCE);
        if (fields.has(Attribute.GENERATION) && fields.count(Attribute.GENERATION) != fence) {
            throw new UnreadableItemException("its attempt and its generation contradict each other");
        }
        return fence;
    }

    /** {@return what is known of the attempts before this claim} Before a first attempt there is nothing. */
    private static Certainty earlier(Fields fields, Claim claim) {
        return claim.attempt() == FIRST_ATTEMPT && !fields.has(Attribute.EARLIER)
                ? Certainty.NOT_STARTED
                : fields.constant(Attribute.EARLIER, Certainty.class);
    }

    private static Fingerprint fingerprint(String validation) {
        int colon = validation.indexOf(':');
        if (colon < 0) {
            throw new UnreadableItemException("its fingerprint names no algorithm");
        }
        return new Fingerprint(validation.substring(0, colon), validation.substring(colon + 1));
    }

    /** S12: a result that cannot be read is missing; the record is still completed, and nothing is re-executed. */
    private static StoredResult result(Fields fields, ClaimId claim, SideValues values) {
        ResultDigest digest = new ResultDigest(fields.text(Attribute.DIGEST));
        try {
            StoredResult result = readResult(fields, claim, digest, values);
            if (result.digest().equals(digest)) {
                return result;
            }
            boolean hasBytes = fields.has(Attribute.DATA) || fields.has(Attribute.PLACEMENT);
            String problem = hasBytes ? "it does not match its digest" : "its bytes are absent";
            return new StoredResult.Missing(problem, digest);
        } catch (MissingSideItemException | UnreadableItemException e) {
            return new StoredResult.Missing(String.valueOf(e.getMessage()), digest);
        } catch (IllegalArgumentException e) { // such as an empty type of a failure
            return new StoredResult.Missing("its attributes contradict each other", digest);
        }
    }

    private static StoredResult readResult(Fields fields, ClaimId claim, ResultDigest digest, SideValues values)
            throws MissingSideItemException {
        Placement placement = placement(fields);
        String kind = fields.text(Attribute.RESULT, SUCCESS);
        String detail = kind.equals(SUCCESS) ? "" : fields.text(Attribute.DETAIL);
        if (kind.equals(MISSING)) {
            return new StoredResult.Missing(detail, digest);
        }
        Blob value = switch (placement) {
            case NONE -> null;
            case INLINE -> Values.blob(fields.required(Attribute.DATA));
            case SIDE, OVERFLOW -> values.read(SidePointer.ofResult(claim, digest), placement);
        };
        return switch (kind) {
            case SUCCESS -> new StoredResult.Success(value);
            case FAILURE -> new StoredResult.FinalFailure(detail, value);
            default -> throw new UnreadableItemException("its kind is unknown");
        };
    }

    private static Placement placement(Fields fields) {
        if (fields.has(Attribute.PLACEMENT)) {
            return Placement.parse(fields.text(Attribute.PLACEMENT));
        }
        return fields.has(Attribute.DATA) ? Placement.INLINE : Placement.NONE;
    }

    // ---- encoding ----

    /** {@return the item of an unfinished record} */
    Map<String, AttributeValue> encode(String id, Known record, StoredPoints points) {
        Item item = new Item(attributes, id);
        putCommon(item, record);
        item.put(Attribute.STATUS, IN_PROGRESS_VALUE);
        putPoints(item, points);
        if (record instanceof InProgress live) {
            putEarlier(item, record, live.earlier());
            item.put(Attribute.LEASE, Values.millis(live.leaseExpiresAt()));
            item.put(Attribute.EXPIRATION, Values.seconds(live.retainedUntil()));
        } else if (record instanceof Released released) {
            putEarlier(item, record, Certainty.NOT_STARTED);
            item.put(Attribute.RELEASED, Values.text(released.certainty().name()));
            item.put(Attribute.LEASE, Values.millis(released.releasedAt()));
            item.put(Attribute.ENDED_AT, Values.millis(released.releasedAt()));
            item.put(Attribute.EXPIRATION, Values.seconds(released.retainedUntil()));
        } else if (record instanceof Quarantined parked) {
            item.put(Attribute.QUARANTINE, Values.text(parked.reason()));
            item.put(Attribute.LEASE, Values.millis(FAR_AWAY));
            item.put(Attribute.ENDED_AT, Values.millis(parked.quarantinedAt()));
            item.put(Attribute.EXPIRATION, Values.seconds(FAR_AWAY));
        } else {
            throw new IllegalArgumentException("record must be unfinished");
        }
        return item.values();
    }

    /** {@return the item of a completed record} */
    Map<String, AttributeValue> encode(String id, Completed record, PlacedResult result) {
        Item item = new Item(attributes, id);
        putCommon(item, record);
        putCompletion(item, record, result);
        return item.values();
    }

    /**
     * {@return the attributes by which the item of a completed record differs from that of the record before it, which
     * has no recovery points} The claim and the fingerprint are the same. {@link #endedByCompletion} has those that go.
     */
    Map<String, AttributeValue> changes(InProgress before, Completed after, PlacedResult result) {
        if (!after.claim().equals(before.claim()) || !after.fingerprint().equals(before.fingerprint())) {
            throw new IllegalStateException("A completion keeps the claim and the fingerprint");
        }
        Item item = new Item(attributes);
        item.put(Attribute.REVISION, Values.number(after.revision()));
        putCompletion(item, after, result);
        if (after.windowEndsAt().equals(before.retainedUntil())) {
            item.values().remove(attributes.name(Attribute.EXPIRATION)); // the usual case, for a quick body
        }
        return item.values();
    }

    /**
     * {@return the names of the attributes that {@code before}, which has no recovery points, has only while it is in
     * progress}
     */
    List<String> endedByCompletion(InProgress before) {
        String lease = attributes.name(Attribute.LEASE);
        return hasEarlier(before, before.earlier())
                ? List.of(lease, attributes.name(Attribute.EARLIER))
                : List.of(lease);
    }

    /** {@return the attributes that a completion sets, whatever record it completes} */
    static Map<Attribute, AttributeValue> completion(Completed record, PlacedResult result) {
        Map<Attribute, AttributeValue> set = new EnumMap<>(Attribute.class);
        putCompletion(set::put, record, result);
        return set;
    }

    private static void putCompletion(Target item, Completed record, PlacedResult result) {
        item.put(Attribute.STATUS, COMPLETED_VALUE);
        item.put(Attribute.EXPIRATION, Values.seconds(record.windowEndsAt()));
        item.put(Attribute.ENDED_AT, Values.millis(record.completedAt()));
        item.put(Attribute.DIGEST, Values.text(result.digest().value()));
        putKind(item, result.result());
        AttributeValue data = data(result);
        if (data != null) {
            item.put(Attribute.DATA, data);
        }
        if (result.placement() == Placement.SIDE || result.placement() == Placement.OVERFLOW) {
            item.put(Attribute.PLACEMENT, Values.text(result.placement().text()));
        }
    }

    /** No switch: the store makes an item of a failure when it is built (ADR 68). */
    private static void putKind(Target item, StoredResult result) {
        if (result instanceof StoredResult.FinalFailure failure) {
            item.put(Attribute.RESULT, Values.text(FAILURE));
            item.put(Attribute.DETAIL, Values.text(failure.type()));
        } else if (result instanceof StoredResult.Missing missing) {
            item.put(Attribute.RESULT, Values.text(MISSING));
            item.put(Attribute.DETAIL, Values.text(missing.reason()));
        } else if (!(result instanceof StoredResult.Success)) {
            throw new IllegalArgumentException("result must be of a known kind");
        }
    }

    private static boolean hasEarlier(Known record, Certainty earlier) {
        return record.claim().attempt() != FIRST_ATTEMPT || earlier != Certainty.NOT_STARTED;
    }

    private static void putEarlier(Item item, Known record, Certainty earlier) {
        if (hasEarlier(record, earlier)) {
            item.put(Attribute.EARLIER, Values.text(earlier.name()));
        }
    }

    private static void putCommon(Item item, Known record) {
        Claim claim = record.claim();
        item.put(Attribute.FORMAT, Values.number(FORMAT));
        item.put(Attribute.CLAIM, Values.text(claim.id().value()));
        item.put(Attribute.REVISION, Values.number(record.revision()));
        item.put(Attribute.FENCE, Values.number(claim.fence()));
        if (claim.attempt() != FIRST_ATTEMPT || claim.generation() != claim.fence()) {
            item.put(Attribute.ATTEMPT, Values.number(claim.attempt()));
            item.put(Attribute.GENERATION, Values.number(claim.generation()));
        }
        if (claim.claimedAt().toEpochMilli() != claim.fence()) {
            item.put(Attribute.CLAIMED_AT, Values.millis(claim.claimedAt()));
        }
        if (!claim.source().isEmpty()) {
            item.put(Attribute.SOURCE, Values.text(claim.source()));
        }
        item.put(Attribute.VALIDATION, Values.text(validation(record.fingerprint())));
    }

    private static void putPoints(Item item, StoredPoints points) {
        if (points.steps().isEmpty()) {
            return;
        }
        item.put(Attribute.STEPS, AttributeValue.fromL(points.steps()));
        item.put(Attribute.POINTS, AttributeValue.fromL(points.points()));
        if (points.bytes() > 0) {
            item.put(Attribute.POINT_BYTES, Values.number(points.bytes()));
        }
        if (points.until() != null) {
            item.put(Attribute.POINTS_UNTIL, Values.number(points.until()));
        }
    }

    private static String validation(Fingerprint fingerprint) {
        return fingerprint.algorithm() + ":" + fingerprint.value();
    }

    /** {@return the result's bytes if they go into the record; otherwise null} */
    static @Nullable AttributeValue data(PlacedResult result) {
        return result.placement() == Placement.INLINE && result.bytes() != null ? Values.bytes(result.bytes()) : null;
    }

    /** Receives attributes. */
    @FunctionalInterface
    private interface Target {

        void put(Attribute attribute, AttributeValue value);
    }

    /** The attributes of one item, under their names in the table. */
    private static final class Item implements Target {

        private final Attributes attributes;
        private final Map<String, AttributeValue> values;

        Item(Attributes attributes) {
            this.attributes = attributes;
            this.values = HashMap.newHashMap(ATTRIBUTES);
        }

        Item(Attributes attributes, String id) {
            this(attributes);
            attributes.putKey(id, values);
        }

        Map<String, AttributeValue> values() {
            return values;
        }

        @Override
        public void put(Attribute attribute, AttributeValue value) {
            values.put(attributes.name(attribute), value);
        }
    }
}
