// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.Transitions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Claims. One conditional update makes a first claim; the item that stands in its way comes back in the same reply, and
 * answers a duplicate without another request.
 */
final class Claims {

    private final Requests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final Swap swap;
    private final Statement firstClaim;

    Claims(Requests requests, ItemCodec codec, SideItems sideItems, Swap swap, Statements statements) {
        this.requests = requests;
        this.codec = codec;
        this.sideItems = sideItems;
        this.swap = swap;
        this.firstClaim = statements.firstClaim();
    }

    ClaimVerdict claim(String id, ClaimRequest request, Call call) {
        return switch (requests.update(call, id, firstClaim, values(request, call))) {
            case Reply.Written written -> claimed(id, written, call);
            case Reply.Refused refused -> decide(id, request, refused.item(), call);
        };
    }

    /** Answers from what is there, null for nothing, or takes it over. */
    ClaimVerdict decide(String id, ClaimRequest request, @Nullable Map<String, AttributeValue> item, Call call) {
        return swap.decide(call, id, item, null, record -> Transitions.claim(record, request, call.now()));
    }

    private ClaimVerdict claimed(String id, Reply.Written written, Call call) {
        IdempotencyRecord record = codec.decode(written.item(), sideItems.of(call, id));
        if (!(record instanceof InProgress mine)) {
            throw new IllegalStateException("A first claim reads back as in progress, this one as " + record);
        }
        return new ClaimVerdict.Claimed(mine);
    }

    /** Returns the record of a claim where nothing is. */
    static InProgress first(ClaimRequest request, Call call) {
        if (!(Transitions.claim(null, request, call.now()).next() instanceof InProgress first)) {
            throw new IllegalStateException("Nothing is always claimed");
        }
        return first;
    }

    private static Map<String, AttributeValue> values(ClaimRequest request, Call call) {
        InProgress first = first(request, call);
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":inprogress", Values.text(ItemCodec.IN_PROGRESS));
        values.put(":completed", Values.text(ItemCodec.COMPLETED));
        values.put(":expiration", Values.seconds(first.retainedUntil()));
        values.put(":lease", Values.millis(first.leaseExpiresAt()));
        values.put(":validation", Values.text(ItemCodec.validation(first.fingerprint())));
        values.put(":format", Values.number(ItemCodec.FORMAT));
        values.put(":claim", Values.text(first.claim().id().value()));
        values.put(":earlier", Values.text(first.earlier().name()));
        values.put(":source", Values.text(first.claim().source()));
        values.put(":now_ms", Values.millis(call.now()));
        values.put(":now_s", Values.seconds(call.now()));
        values.put(":zero", Values.number(0));
        values.put(":one", Values.number(1));
        return values;
    }
}
