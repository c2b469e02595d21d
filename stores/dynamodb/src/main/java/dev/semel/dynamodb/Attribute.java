// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Locale;

/**
 * The attributes of an item, each with its default name. The first six have the names and types of the records of
 * Powertools for AWS Lambda. Some are absent if they have their usual value, which their text tells. Every name is an
 * option: {@link DynamoDbStoreBuilder#attributeName}.
 */
public enum Attribute {
    /** S: the record id; the partition key. */
    ID("id"),
    /** S: {@code INPROGRESS} (also when released or quarantined) or {@code COMPLETED}. */
    STATUS("status"),
    /** N, epoch seconds: when the record expires; the TTL attribute. Year 9999 in quarantine. */
    EXPIRATION("expiration"),
    /**
     * N, epoch milliseconds: the end of the lease; after a release the moment of the release, in quarantine year 9999.
     */
    LEASE("in_progress_expiration"),
    /** S or B: the result's bytes, if they are kept in the record. */
    DATA("data"),
    /** S: the payload fingerprint, {@code algorithm:value}. */
    VALIDATION("validation"),

    /** N: the version of this format. */
    FORMAT("format"),
    /** S: the claim id. */
    CLAIM("claim"),
    /** N: the revision. */
    REVISION("revision"),
    /** N: the fencing token. */
    FENCE("fence"),
    /** N: the attempt; absent for the first. */
    ATTEMPT("attempt"),
    /** N: the generation; absent for the first attempt, whose fencing token it is. */
    GENERATION("generation"),
    /** S: the certainty of the attempts before this claim; absent if there were none. */
    EARLIER("earlier"),
    /** S: the certainty of this claim's attempt; present only after a release. */
    RELEASED("released"),
    /** S: the reason of the quarantine; present only in quarantine. */
    QUARANTINE("quarantine"),
    /** S: the kind of result if it is no success: {@code failure} or {@code missing}; otherwise absent. */
    RESULT("result"),
    /** S: the failure's type, or the reason why the result is missing; absent for a success. */
    DETAIL("detail"),
    /** S: the result's digest. */
    DIGEST("digest"),
    /** S: the place of the result's bytes if they are elsewhere: {@code side} or {@code overflow}; otherwise absent. */
    PLACEMENT("placement"),
    /** L of S: the names of the recovery points, in the order in which they were reached. */
    STEPS("steps"),
    /** L of M: the recovery points, in the same order. */
    POINTS("points"),
    /** N: the number of bytes that recovery points take in the record. */
    POINT_BYTES("point_bytes"),
    /** N, epoch seconds: the earliest end of the side items of recovery points. */
    POINTS_UNTIL("points_until"),
    /** S: the label of the claimant, for inspection and logs; absent if it is empty. */
    SOURCE("source"),
    /** N, epoch milliseconds: when the claim was made; absent if it is the fencing token. */
    CLAIMED_AT("claimed_at"),
    /** N, epoch milliseconds: when the claim was completed, released or quarantined. */
    ENDED_AT("ended_at"),
    /** N, in a side item: the number of bytes of its value before compression. */
    SIZE("size");

    private final String defaultName;
    private final String placeholder;
    private final String valuePlaceholder;

    Attribute(String defaultName) {
        this.defaultName = defaultName;
        this.placeholder = "#" + name().toLowerCase(Locale.ROOT);
        this.valuePlaceholder = ":" + placeholder.substring(1);
    }

    /** {@return the name of the attribute if {@link DynamoDbStoreBuilder#attributeName} sets no other} */
    public String defaultName() {
        return defaultName;
    }

    /** {@return the placeholder of the attribute in the texts of {@link Expressions}} */
    String placeholder() {
        return placeholder;
    }

    /** {@return the placeholder of a value that a completion sets the attribute to} */
    String valuePlaceholder() {
        return valuePlaceholder;
    }
}
