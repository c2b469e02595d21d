// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queue by its attributes. */
final class LiveQueue {

    private final String arn;
    private final Map<QueueAttributeName, String> attributes;

    LiveQueue(String arn, Map<QueueAttributeName, String> attributes) {
        this.arn = arn;
        this.attributes = Map.copyOf(attributes);
    }

    MessageQueue read() {
        return new MessageQueue(
                arn,
                number(QueueAttributeName.VISIBILITY_TIMEOUT),
                number(QueueAttributeName.MESSAGE_RETENTION_PERIOD),
                Setting.of(deadLetters().orElse("")),
                Setting.of(redrive().path("maxReceiveCount").asLong()));
    }

    private Setting<Long> number(QueueAttributeName name) {
        String text = attributes.get(name);
        return text == null
                ? Setting.unclear("the service does not show its " + name)
                : Setting.of(Long.parseLong(text));
    }

    Optional<String> deadLetters() {
        return Optional.of(redrive().path("deadLetterTargetArn").asText()).filter(text -> !text.isEmpty());
    }

    private JsonNode redrive() {
        String text = attributes.get(QueueAttributeName.REDRIVE_POLICY);
        try {
            return text == null ? MissingNode.getInstance() : new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the redrive policy of " + arn + " is no JSON", e);
        }
    }
}
