// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.Transitions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Claims. One conditional put makes a first claim. If it fails, the same reply contains the stored item, which answers
 * a duplicate without another request.
 */
final class Claims {

    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final CompareAndSwap swap;
    private final UnchangedCondition absent;

    Claims(DynamoDbRequests requests, ItemCodec codec, CompareAndSwap swap) {
        this.requests = requests;
        this.codec = codec;
        this.swap = swap;
        this.absent = UnchangedCondition.nothing(codec.attributes());
    }

    ClaimVerdict claim(String id, ClaimRequest request, Call call) {
        InProgress first = first(request, call);
        Reply reply = requests.put(call, codec.encode(id, first, StoredPoints.NONE), absent);
        return reply instanceof Reply.Refused refused
                ? decide(id, request, refused.item(), call)
                : new ClaimVerdict.Claimed(first);
    }

    /** Answers from the stored item, or takes it over. A null item means that there is none. */
    ClaimVerdict decide(String id, ClaimRequest request, @Nullable Map<String, AttributeValue> item, Call call) {
        return swap.decide(call, id, item, null, record -> Transitions.claim(record, request, call.now()));
    }

    /** {@return the record of a claim of an absent key} */
    static InProgress first(ClaimRequest request, Call call) {
        if (!(Transitions.claim(null, request, call.now()).next() instanceof InProgress first)) {
            throw new IllegalStateException("A claim of an absent record always succeeds");
        }
        return first;
    }
}
