// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A guard of a business item against the write of a stale attempt. The item keeps the largest fencing token that wrote
 * it, and a write with a smaller token does not meet its condition. The same attempt may write repeatedly. The guard
 * protects an item only if every writer uses it. A deleted item loses its token, so mark it as deleted instead.
 *
 * <p>{@link #guard} adds the condition and the token to a write of the SDK, beside the write's own expressions; use the
 * parts for requests that are built in another way. A refused write fails as DynamoDB's failed conditions do: {@code
 * ConditionalCheckFailedException}, or a cancelled transaction. Immutable and thread-safe. {@code SqlFenceGuard} and
 * {@code HttpFenceGuard} of semel-fence are its counterparts.
 */
public final class DynamoDbFenceGuard {

    /** The default name of the attribute that keeps the token, a number. */
    public static final String ATTRIBUTE = "semel_fence";

    private final String attribute;
    private final String name;
    private final String value;
    private final AttributeValue token;

    private DynamoDbFenceGuard(String attribute, long token) {
        if (token < 0) {
            throw new IllegalArgumentException("token must not be negative, is " + token);
        }
        this.attribute = Objects.requireNonNull(attribute, "attribute");
        this.token = Values.number(token);
        Attributes.requireName(attribute, "attribute");
        String own = attribute.equals(ATTRIBUTE)
                ? ATTRIBUTE
                : ATTRIBUTE + "_" + HexFormat.of().formatHex(attribute.getBytes(StandardCharsets.UTF_8));
        this.name = "#" + own; // of each attribute another one, so that two guards of one write do not meet
        this.value = ":" + own;
    }

    /**
     * {@return the guard of an attempt}
     *
     * @param fencingToken the fencing token of the attempt, from its execution
     */
    public static DynamoDbFenceGuard of(long fencingToken) {
        return of(fencingToken, ATTRIBUTE);
    }

    /**
     * {@return as {@link #of(long)}, with another attribute, such as one for each operation that writes the item}
     *
     * @param fencingToken the fencing token of the attempt, from its execution
     * @param attribute the name of the attribute that keeps the token
     */
    public static DynamoDbFenceGuard of(long fencingToken, String attribute) {
        return new DynamoDbFenceGuard(attribute, fencingToken);
    }

    /** {@return the condition, in parentheses: no token is stored, or none that is larger} */
    public String condition() {
        return "(attribute_not_exists(" + name + ") OR " + name + " <= " + value + ")";
    }

    /** {@return the assignment, for a SET clause, that stores the token} */
    public String assignment() {
        return name + " = " + value;
    }

    /** {@return the expression attribute names that condition and assignment mention} */
    public Map<String, String> names() {
        return Map.of(name, attribute);
    }

    /** {@return the expression attribute values that condition and assignment mention} */
    public Map<String, AttributeValue> values() {
        return Map.of(value, token);
    }

    /**
     * {@return the guarded put}
     *
     * @param put the put to guard
     */
    public PutItemRequest guard(PutItemRequest put) {
        return put.toBuilder()
                .item(ItemTexts.join(put.item(), Map.of(attribute, token)))
                .conditionExpression(ItemTexts.both(put.conditionExpression(), condition()))
                .expressionAttributeNames(ItemTexts.join(put.expressionAttributeNames(), names()))
                .expressionAttributeValues(ItemTexts.join(put.expressionAttributeValues(), values()))
                .build();
    }

    /**
     * {@return the guarded update}
     *
     * @param update the update to guard
     */
    public UpdateItemRequest guard(UpdateItemRequest update) {
        return update.toBuilder()
                .updateExpression(ItemTexts.alsoSetting(update.updateExpression(), assignment()))
                .conditionExpression(ItemTexts.both(update.conditionExpression(), condition()))
                .expressionAttributeNames(ItemTexts.join(update.expressionAttributeNames(), names()))
                .expressionAttributeValues(ItemTexts.join(update.expressionAttributeValues(), values()))
                .build();
    }

    /**
     * {@return the guarded put of a transaction}
     *
     * @param put the put to guard
     */
    public Put guard(Put put) {
        return put.toBuilder()
                .item(ItemTexts.join(put.item(), Map.of(attribute, token)))
                .conditionExpression(ItemTexts.both(put.conditionExpression(), condition()))
                .expressionAttributeNames(ItemTexts.join(put.expressionAttributeNames(), names()))
                .expressionAttributeValues(ItemTexts.join(put.expressionAttributeValues(), values()))
                .build();
    }

    /**
     * {@return the guarded update of a transaction}
     *
     * @param update the update to guard
     */
    public Update guard(Update update) {
        return update.toBuilder()
                .updateExpression(ItemTexts.alsoSetting(update.updateExpression(), assignment()))
                .conditionExpression(ItemTexts.both(update.conditionExpression(), condition()))
                .expressionAttributeNames(ItemTexts.join(update.expressionAttributeNames(), names()))
                .expressionAttributeValues(ItemTexts.join(update.expressionAttributeValues(), values()))
                .build();
    }
}
