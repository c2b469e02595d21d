// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an Amazon DocumentDB change stream, as Lambda delivers it. Documents are MongoDB's extended JSON: {@code
 * documentKey().text("/_id/$oid")}. Immutable; {@code toString} shows no content.
 *
 * @param eventId the event's resume token, {@code _id._data}
 * @param clusterArn the cluster's ARN
 * @param operation the kind of change, such as {@code insert}, {@code update} or {@code delete}
 * @param database the database; null if the event names none
 * @param collection the collection; null if the event names none
 * @param documentKey the key of the changed document; null for none, such as for a dropped collection
 * @param fullDocument the document; null where the stream holds none. Of an update it is read when the event is read,
 *     so that a redelivery may show a later state
 * @param updateDescription the changed fields of an update; null for none
 * @param changedAt the second of the change by the cluster's clock; null if the event has none. Never part of an
 *     identity
 */
public record DocumentDbChange(
        String eventId,
        String clusterArn,
        String operation,
        @Nullable String database,
        @Nullable String collection,
        @Nullable JsonDocument documentKey,
        @Nullable JsonDocument fullDocument,
        @Nullable JsonDocument updateDescription,
        @Nullable Instant changedAt)
        implements Delivered {

    /** Validates every part. */
    public DocumentDbChange {
        Requirements.named(eventId, "eventId");
        Requirements.named(clusterArn, "clusterArn");
        Requirements.named(operation, "operation");
        Requirements.namedIfPresent(database, "database");
        Requirements.namedIfPresent(collection, "collection");
    }

    /**
     * {@return the identity of this delivery: cluster and resume token, in one injective text} The same over every
     * retry of a batch.
     *
     * <p>It does not catch a writer's retry: a repeated update that changes anything is a second change. If that
     * matters, take the key from the document: its id and a version field.
     */
    public String deliveryIdentity() {
        return LengthPrefixed.joinOptional(clusterArn, eventId);
    }

    /**
     * {@return the content that a fingerprint of this change covers: operation, namespace, document key and changed
     * fields, in one injective text} The full document belongs to it only for an insert or replacement: of an update it
     * may be of a later state.
     */
    @Override
    public String contentIdentity() {
        boolean isStable = operation.equals("insert") || operation.equals("replace");
        return LengthPrefixed.joinOptional(
                operation,
                database,
                collection,
                canonical(documentKey),
                canonical(updateDescription),
                isStable ? canonical(fullDocument) : null);
    }

    private static @Nullable String canonical(@Nullable JsonDocument document) {
        return document == null ? null : document.canonical();
    }

    /** Shows the change's origin, never the document. */
    @Override
    public String toString() {
        return PrintableText.shown("DocumentDbChange[" + operation + " " + eventId + " of " + clusterArn + "]");
    }
}
