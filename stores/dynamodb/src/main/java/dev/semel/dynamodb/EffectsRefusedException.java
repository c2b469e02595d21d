// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.codec.FailureCodec;
import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * DynamoDB refused the caller's own writes, for example because of one of their conditions, although the record was
 * free. Nothing was stored, the key is as before, and the call may be repeated. It is the answer to the caller's
 * condition, not a failure of the store. A record that answers for the key, as for every duplicate, is judged first and
 * never leads to this exception.
 */
public final class EffectsRefusedException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    /** The code of a condition that was not met. */
    public static final String CONDITION_FAILED = "ConditionalCheckFailed";

    /**
     * One refused write.
     *
     * @param index its index in {@link DynamoDbWrites#items()}, from 0
     * @param code the reason by "TransactWriteItems" of the API reference: {@link #CONDITION_FAILED}, {@code
     *     ValidationError} or {@code ItemCollectionSizeLimitExceeded}
     * @param item the item that did not meet the condition, if the write asked for it with {@code
     *     returnValuesOnConditionCheckFailure}; otherwise empty
     */
    public record Refusal(int index, String code, Map<String, AttributeValue> item) {

        /** Copies the item. */
        public Refusal {
            Objects.requireNonNull(code, "code");
            item = Map.copyOf(item);
        }

        /** Shows index and code, never the item. */
        @Override
        public String toString() {
            return "writes[" + index + "] " + PrintableText.name(code);
        }
    }

    private final transient List<Refusal> refusals;

    private EffectsRefusedException(
            String message, List<Refusal> refusals, @Nullable TransactionCanceledException cause) {
        super(message, cause);
        this.refusals = List.copyOf(refusals);
    }

    static EffectsRefusedException of(
            String store, String call, List<Refusal> refusals, TransactionCanceledException cause) {
        String which = refusals.stream().map(Refusal::toString).collect(Collectors.joining(", "));
        return new EffectsRefusedException(
                store + " made none of the effects of '" + call + "', and left the record as it was: " + which
                        + ". Decide by refusals() whether to call again",
                refusals,
                cause);
    }

    /**
     * {@return the codec for {@code FailureRule.finalFor(EffectsRefusedException.class,
     * EffectsRefusedException.codec())}} Use it for an operation in which a refusal is final, such as "sold out". It
     * keeps the message, indexes and codes, never items.
     */
    public static FailureCodec<EffectsRefusedException> codec() {
        return new EffectsRefusedCodec();
    }

    static EffectsRefusedException restored(String message, List<Refusal> refusals) {
        return new EffectsRefusedException(message, refusals, null);
    }

    /** {@return the refused writes, at least one; empty after this exception was serialised} */
    public List<Refusal> refusals() {
        return refusals == null ? List.of() : refusals;
    }
}
