// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Locale;

/**
 * The attributes of an item, each with its default name. The first six have the names and types of the records of
 * Powertools for AWS Lambda. Every name is an option: {@link DynamoDbStore.Builder#attributeName}.
 */
public enum Attribute {
    /** S: the record id; the partition key. */
    ID("id"),
    /** S: {@code INPROGRESS} (also when released or quarantined) or {@code COMPLETED}. */
    STATUS("status"),
    /** N, epoch seconds: when the record is nothing; the TTL attribute. Year 9999 in quarantine. */
    EXPIRATION("expiration"),
    /** N, epoch milliseconds: the end of the lease; the release moment after a release, year 9999 in quarantine. */
    LEASE("in_progress_expiration"),
    /** S or B: the result's bytes, when they are kept in the record. */
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
    /** N: the attempt. */
    ATTEMPT("attempt"),
    /** N: the generation. */
    GENERATION("generation"),
    /** S: what is known of the attempts before this claim. */
    EARLIER("earlier"),
    /** S: what is known of this claim's attempt; only there after a release. */
    RELEASED("released"),
    /** S: why the key is quarantined; only there in quarantine. */
    QUARANTINE("quarantine"),
    /** S: the kind of result: {@code success}, {@code failure} or {@code missing}. */
    RESULT("result"),
    /** S: the failure's type, or why the result is missing; else empty. */
    DETAIL("detail"),
    /** S: the result's digest. */
    DIGEST("digest"),
    /** S: where the result's bytes are: {@code none}, {@code inline}, {@code side} or {@code overflow}. */
    PLACEMENT("placement"),
    /** L of S: the names of the recovery points, in the order in which they were reached. */
    STEPS("steps"),
    /** L of M: the recovery points, in the same order. */
    POINTS("points"),
    /** N: how many bytes of recovery points are kept in the record. */
    POINT_BYTES("point_bytes"),
    /** N, epoch seconds: until when all side items of recovery points are kept, at least. */
    POINTS_UNTIL("points_until"),
    /** S: where the claim came from, for people. */
    SOURCE("source"),
    /** N, epoch milliseconds: when the claim was made. */
    CLAIMED_AT("claimed_at"),
    /** N, epoch milliseconds: when the claim was completed, released or quarantined. */
    ENDED_AT("ended_at"),
    /** N: of a side item, how many bytes its value has uncompressed. */
    SIZE("size");

    private final String defaultName;
    private final String placeholder;

    Attribute(String defaultName) {
        this.defaultName = defaultName;
        this.placeholder = "#" + name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name that the attribute has unless told otherwise. */
    public String defaultName() {
        return defaultName;
    }

    /** Returns what stands for the attribute in the texts of {@link Expressions}. */
    String placeholder() {
        return placeholder;
    }
}
