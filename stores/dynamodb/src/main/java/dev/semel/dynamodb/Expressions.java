// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The condition and update expressions, whole, each beside the rule that it implements. Placeholders with {@code #} are
 * {@link Attribute}s, those with {@code :} are values.
 *
 * <p>A comparison with an absent attribute is false, so a record of Powertools, which has no {@code format}, meets none
 * of these conditions. Moments are compared as in the model: seconds with seconds, and a window or retention is over if
 * its end is not after now (S9).
 */
final class Expressions {

    private Expressions() {}

    /** S5: only the in-progress record of this claim, neither past retention, released nor quarantined. S12: format. */
    private static final String UNFINISHED = """
            #claim = :claim AND #status = :inprogress AND #expiration > :now_s AND #format = :format \
            AND attribute_not_exists(#released) AND attribute_not_exists(#quarantine)""";

    /** S5: only the quarantined record of this claim, which never expires. */
    private static final String PARKED = """
            #claim = :claim AND #status = :inprogress AND #format = :format AND attribute_exists(#quarantine)""";

    static final String MAY_COMPLETE = UNFINISHED;

    static final String MAY_RESOLVE_WITH_RESULT = PARKED;

    /**
     * {@return the update that stores a result, which sets these attributes} Attributes that only an unfinished record
     * needs are removed.
     */
    static String complete(Collection<Attribute> set) {
        return set.stream()
                .map(attribute -> attribute.placeholder() + " = " + attribute.valuePlaceholder() + ", ")
                .collect(Collectors.joining("", "SET ", """
                        #revision = #revision + :one \
                        REMOVE #lease, #earlier, #quarantine, #steps, #points, #point_bytes, #points_until"""));
    }

    static final String MAY_RELEASE = UNFINISHED;

    /** Leaves {@code earlier} unchanged: both certainties together describe the key. The lease ends now. */
    static final String RELEASE = """
            SET #released = :certainty, #lease = :now_ms, #ended_at = :now_ms, #revision = #revision + :one""";

    /**
     * A lease and a retention never get shorter. A renewal that changes neither is a repetition (S6). Side items of
     * recovery points must outlive the new retention.
     */
    static final String MAY_RENEW = UNFINISHED + """
             AND #lease <= :lease AND #expiration <= :expiration AND (#lease < :lease OR #expiration < :expiration) \
            AND (attribute_not_exists(#points_until) OR #points_until >= :kept)""";

    static final String RENEW = """
            SET #lease = :lease, #expiration = :expiration, #revision = #revision + :one""";

    /** A stored point never changes. While there is room, points are kept in the record. */
    static final String MAY_CHECKPOINT_INLINE = UNFINISHED + """
             AND NOT contains(#steps, :step) AND (attribute_not_exists(#point_bytes) OR #point_bytes <= :room)""";

    static final String CHECKPOINT_INLINE = """
            SET #steps = list_append(if_not_exists(#steps, :none), :steps), \
            #points = list_append(if_not_exists(#points, :none), :points), \
            #point_bytes = if_not_exists(#point_bytes, :zero) + :bytes, #revision = #revision + :one""";

    /** A point in a side item: that item must outlive the record, and {@code points_until} must stay a lower bound. */
    static final String MAY_CHECKPOINT_ASIDE = UNFINISHED + """
             AND NOT contains(#steps, :step) AND #expiration <= :covered \
            AND (attribute_not_exists(#points_until) OR #points_until <= :until)""";

    static final String CHECKPOINT_ASIDE = """
            SET #steps = list_append(if_not_exists(#steps, :none), :steps), \
            #points = list_append(if_not_exists(#points, :none), :points), \
            #points_until = if_not_exists(#points_until, :until), #revision = #revision + :one""";

    /** A quarantined record never expires, so the side items of its recovery points must be prolonged first. */
    static final String MAY_QUARANTINE = UNFINISHED + " AND attribute_not_exists(#points_until)";

    static final String QUARANTINE = """
            SET #quarantine = :reason, #expiration = :far_s, #lease = :far_ms, #ended_at = :now_ms, \
            #revision = #revision + :one""";

    static final String MAY_RESOLVE_RE_EXECUTE = PARKED;

    /** A person has confirmed every attempt so far, so their earlier certainty no longer counts. */
    static final String RESOLVE_RE_EXECUTE = """
            SET #released = :certainty, #earlier = :earlier, #expiration = :expiration, #lease = :now_ms, \
            #ended_at = :now_ms, #revision = #revision + :one \
            REMOVE #quarantine""";

    /**
     * Compare-and-swap. It includes the fence, because revisions start again after a purge, and because a claim that
     * arrives twice has one id; the fence grows over both.
     */
    static final String UNCHANGED =
            "#claim = :seen_claim AND #fence = :seen_fence AND #revision = :seen_revision AND #format = :format";

    static final String ABSENT = "attribute_not_exists(#id)";

    /** An existing side item has the same bytes, by its name; its life is only ever prolonged. */
    static final String SIDE_ITEM_LIVES_LONGER = "attribute_not_exists(#id) OR #expiration < :expiration";

    static final String SIDE_ITEM_ENDS_BEFORE = "attribute_exists(#id) AND #expiration < :expiration";

    static final String KEEP_SIDE_ITEM = "SET #expiration = :expiration";
}
