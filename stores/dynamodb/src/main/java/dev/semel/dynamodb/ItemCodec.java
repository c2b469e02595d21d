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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The mapping of records to items, format version 1; pinned by golden items. Items without a format are {@link
 * PowertoolsItems}.
 */
final class ItemCodec {

    static final long FORMAT = 1;
    static final String IN_PROGRESS = "INPROGRESS";
    static final String COMPLETED = "COMPLETED";
    static final String SUCCESS = "success";

    /** The value of both ends of a quarantined record: 9999-12-31T23:59:59Z. */
    static final Instant FAR_AWAY = Instant.ofEpochSecond(253_402_300_799L);

    private static final AttributeValue IN_PROGRESS_VALUE = Values.text(IN_PROGRESS);
    private static final AttributeValue COMPLETED_VALUE = Values.text(COMPLETED);
    private static final AttributeValue NOT_STARTED_VALUE = Values.text(Certainty.NOT_STARTED.name());
    private static final AttributeValue SUCCESS_VALUE = Values.text(SUCCESS);
    private static final AttributeValue NO_DETAIL = Values.text("");
    private static final AttributeValue INLINE = Values.text(Placement.INLINE.text());

    /** More than a record has attributes, so that the map of an item never grows. */
    private static final int ATTRIBUTES = 24;

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
        Certainty earlier = fields.constant(Attribute.EARLIER, Certainty.class);
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
        return new Claim(
                new ClaimId(fields.text(Attribute.CLAIM)),
                fields.count(Attribute.FENCE),
                Math.toIntExact(fields.number(Attribute.ATTEMPT)),
                fields.count(Attribute.GENERATION),
                fields.millis(Attribute.CLAIMED_AT),
                fields.text(Attribute.SOURCE));
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
            return result.digest().equals(digest)
                    ? result
                    : new StoredResult.Missing("it does not match its digest", digest);
        } catch (MissingSideItemException | UnreadableItemException e) {
            return new StoredResult.Missing(String.valueOf(e.getMessage()), digest);
        }
    }

    private static StoredResult readResult(Fields fields, ClaimId claim, ResultDigest digest, SideValues values)
            throws MissingSideItemException {
        String detail = fields.text(Attribute.DETAIL);
        Placement placement = Placement.parse(fields.text(Attribute.PLACEMENT));
        String kind = fields.text(Attribute.RESULT);
        if (kind.equals("missing")) {
            return new StoredResult.Missing(detail, digest);
        }
        Blob value = switch (placement) {
            case NONE -> null;
            case INLINE -> Values.blob(fields.required(Attribute.DATA));
            case SIDE, OVERFLOW -> values.read(SidePointer.ofResult(claim, digest), placement);
        };
        return switch (kind) {
            case SUCCESS -> new StoredResult.Success(value);
            case "failure" -> new StoredResult.FinalFailure(detail, value);
            default -> throw new UnreadableItemException("its kind is unknown");
        };
    }

    // ---- encoding ----

    /** {@return the item of an unfinished record} */
    Map<String, AttributeValue> encode(String id, Known record, StoredPoints points) {
        Item item = new Item(attributes, id);
        putCommon(item, record);
        item.put(Attribute.STATUS, IN_PROGRESS_VALUE);
        putPoints(item, points);
        if (record instanceof InProgress live) {
            item.put(
                    Attribute.EARLIER,
                    live.earlier() == Certainty.NOT_STARTED
                            ? NOT_STARTED_VALUE
                            : Values.text(live.earlier().name()));
            item.put(Attribute.LEASE, Values.millis(live.leaseExpiresAt()));
            item.put(Attribute.EXPIRATION, Values.seconds(live.retainedUntil()));
        } else if (record instanceof Released released) {
            item.put(Attribute.EARLIER, NOT_STARTED_VALUE);
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

    /** {@return the names of the attributes that a record without recovery points has only while it is in progress} */
    List<String> endedByCompletion() {
        return List.of(attributes.name(Attribute.EARLIER), attributes.name(Attribute.LEASE));
    }

    private static void putCompletion(Item item, Completed record, PlacedResult result) {
        item.put(Attribute.STATUS, COMPLETED_VALUE);
        item.put(Attribute.EXPIRATION, Values.seconds(record.windowEndsAt()));
        item.put(Attribute.ENDED_AT, Values.millis(record.completedAt()));
        item.put(
                Attribute.RESULT,
                result.result() instanceof StoredResult.Success ? SUCCESS_VALUE : Values.text(kind(result.result())));
        String detail = detail(result.result());
        item.put(Attribute.DETAIL, detail.isEmpty() ? NO_DETAIL : Values.text(detail));
        item.put(Attribute.DIGEST, Values.text(result.result().digest().value()));
        item.put(
                Attribute.PLACEMENT,
                result.placement() == Placement.INLINE
                        ? INLINE
                        : Values.text(result.placement().text()));
        AttributeValue data = data(result);
        if (data != null) {
            item.put(Attribute.DATA, data);
        }
    }

    private static void putCommon(Item item, Known record) {
        Claim claim = record.claim();
        item.put(Attribute.FORMAT, Values.number(FORMAT));
        item.put(Attribute.CLAIM, Values.text(claim.id().value()));
        item.put(Attribute.REVISION, Values.number(record.revision()));
        item.put(Attribute.ATTEMPT, Values.number(claim.attempt()));
        item.put(Attribute.FENCE, claim.fence());
        item.put(Attribute.GENERATION, claim.generation());
        item.put(Attribute.CLAIMED_AT, claim.claimedAt().toEpochMilli());
        item.put(Attribute.SOURCE, Values.text(claim.source()));
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

    static String validation(Fingerprint fingerprint) {
        return fingerprint.algorithm() + ":" + fingerprint.value();
    }

    static String kind(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success -> SUCCESS;
            case StoredResult.FinalFailure failure -> "failure";
            case StoredResult.Missing missing -> "missing";
        };
    }

    static String detail(StoredResult result) {
        if (result instanceof StoredResult.Success) {
            return "";
        }
        return result instanceof StoredResult.FinalFailure failure
                ? failure.type()
                : ((StoredResult.Missing) result).reason();
    }

    /** {@return the result's bytes if they go into the record; otherwise null} */
    static @Nullable AttributeValue data(PlacedResult result) {
        return result.placement() == Placement.INLINE && result.bytes() != null ? Values.bytes(result.bytes()) : null;
    }

    /** The attributes of one item, under their names in the table. */
    private static final class Item {

        private final Attributes attributes;
        private final Map<String, AttributeValue> values;
        private @Nullable AttributeValue last;
        private long lastNumber;

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

        void put(Attribute attribute, AttributeValue value) {
            values.put(attributes.name(attribute), value);
        }

        /** Shares the value with the number before: fence and generation of a new key are the moment of its claim. */
        void put(Attribute attribute, long number) {
            if (last == null || number != lastNumber) {
                lastNumber = number;
                last = Values.number(number);
            }
            put(attribute, last);
        }
    }
}
