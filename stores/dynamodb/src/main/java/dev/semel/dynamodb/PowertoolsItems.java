// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A reader of the items of Powertools for AWS Lambda, so that operations that it completed are not executed again after
 * a cut-over. Its items have no claim id, fence, revision or format; the smallest values take their place.
 */
final class PowertoolsItems {

    private static final String ALGORITHM = "powertools-md5";

    private PowertoolsItems() {}

    /**
     * {@return whether this is an item of Powertools; an item with any attribute that only Semel writes is not, however
     * damaged (S12)}
     */
    static boolean isOne(Fields fields) {
        return fields.has(Attribute.STATUS)
                && fields.has(Attribute.EXPIRATION)
                && !fields.has(Attribute.FORMAT)
                && !fields.has(Attribute.CLAIM)
                && !fields.has(Attribute.REVISION)
                && !fields.has(Attribute.FENCE);
    }

    static Known decode(Fields fields) {
        Claim claim = new Claim(ClaimId.FOREIGN, 0, 1, 0, Instant.EPOCH, "");
        Instant expiration = fields.seconds(Attribute.EXPIRATION);
        return switch (fields.text(Attribute.STATUS)) {
            case ItemCodec.COMPLETED ->
                new Completed(claim, fingerprint(fields), 0, result(fields), Instant.EPOCH, expiration);
            case ItemCodec.IN_PROGRESS -> inProgress(fields, claim, expiration);
            default -> throw new UnreadableItemException("its status is unknown");
        };
    }

    /**
     * S2: a lease without an end of its own excludes others until the record expires. A live lease keeps the record.
     */
    private static Known inProgress(Fields fields, Claim claim, Instant expiration) {
        Instant leaseExpiresAt = fields.has(Attribute.LEASE) ? fields.millis(Attribute.LEASE) : expiration;
        Instant leaseCovered = Instant.ofEpochSecond(Math.ceilDiv(leaseExpiresAt.toEpochMilli(), 1000L));
        Instant retainedUntil = leaseCovered.isAfter(expiration) ? leaseCovered : expiration;
        return new InProgress(
                claim, fingerprint(fields), 0, Certainty.NOT_STARTED, leaseExpiresAt, retainedUntil, List.of());
    }

    private static Fingerprint fingerprint(Fields fields) {
        if (!fields.has(Attribute.VALIDATION)) {
            return Fingerprint.NONE;
        }
        String validation = fields.text(Attribute.VALIDATION);
        return validation.isEmpty() ? Fingerprint.NONE : new Fingerprint(ALGORITHM, validation);
    }

    private static StoredResult result(Fields fields) {
        AttributeValue data = fields.value(Attribute.DATA);
        boolean none = data == null || Boolean.TRUE.equals(data.nul());
        return new StoredResult.Success(none ? null : dataOf(fields));
    }

    private static Blob dataOf(Fields fields) {
        return Blob.utf8(fields.text(Attribute.DATA));
    }
}
