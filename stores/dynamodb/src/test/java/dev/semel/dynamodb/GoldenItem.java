// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items in DynamoDB's JSON, one resource file each: every format that was ever stored must stay readable. */
final class GoldenItem {

    private GoldenItem() {}

    static Map<String, AttributeValue> read(String name) {
        try (InputStream in = Objects.requireNonNull(GoldenItem.class.getResourceAsStream(name), name)) {
            return attributes(JsonNode.parser().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute).s();
    }

    private static Map<String, AttributeValue> attributes(JsonNode object) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        object.asObject().forEach((name, value) -> attributes.put(name, value(value)));
        return attributes;
    }

    private static AttributeValue value(JsonNode typed) {
        Map.Entry<String, JsonNode> only =
                typed.asObject().entrySet().iterator().next();
        JsonNode value = only.getValue();
        return switch (only.getKey()) {
            case "S" -> AttributeValue.fromS(value.asString());
            case "N" -> AttributeValue.fromN(value.asString());
            case "B" ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value.asString())));
            case "NULL" -> AttributeValue.fromNul(value.asBoolean());
            case "M" -> AttributeValue.fromM(attributes(value));
            case "L" -> AttributeValue.fromL(list(value));
            default -> throw new IllegalArgumentException("No golden item has the type " + only.getKey());
        };
    }

    private static List<AttributeValue> list(JsonNode array) {
        return array.asArray().stream().map(GoldenItem::value).toList();
    }
}
