// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.RecoveryPoint;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A recovery point in its two possible forms: with its value in the record, and with a pointer to a side item.
 *
 * @param point the point
 * @param inline the stored form with its value
 * @param inlineBytes the bytes of that form
 * @param aside the pointer to its side item; null for a point without a value
 */
record PlacedPoint(
        RecoveryPoint point,
        AttributeValue inline,
        long inlineBytes,
        @Nullable SidePointer aside) {

    static PlacedPoint of(RecoveryPoint point, ClaimId claim) {
        AttributeValue inline = StoredPoints.inline(point);
        Blob value = point.value();
        return new PlacedPoint(
                point,
                inline,
                StoredPoints.bytes(point.name(), inline),
                value == null ? null : SidePointer.ofPoint(claim, point.name(), value));
    }

    /** {@return whether the record is smaller with the value than with a pointer to it} */
    boolean isSmallerInline() {
        return aside == null || inlineBytes <= StoredPoints.bytes(point.name(), StoredPoints.aside(point, aside));
    }

    boolean isBetterInline(long room) {
        return inlineBytes <= room || isSmallerInline();
    }

    SidePointer pointer() {
        if (aside == null) {
            throw new IllegalStateException("A point without a value has no side item");
        }
        return aside;
    }

    Blob requiredValue() {
        Blob value = point.value();
        if (value == null) {
            throw new IllegalStateException("A point without a value has no side item");
        }
        return value;
    }
}
