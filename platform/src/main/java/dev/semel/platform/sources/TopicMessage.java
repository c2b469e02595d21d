// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Message that was published to a topic.
 *
 * @param id the message's id, the same for all subscriptions and deliveries
 * @param topicArn the topic
 * @param subject the subject, or empty
 * @param message the message
 * @param time the time of publishing
 * @param attributes the message's attributes, of texts
 */
record TopicMessage(
        String id, String topicArn, String subject, String message, String time, Map<String, String> attributes) {

    TopicMessage {
        attributes = Map.copyOf(attributes);
    }

    /** Reads the attributes of a request, which are numbered from 1. */
    static Map<String, String> attributes(Map<String, String> form, String prefix) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey(prefix + i + ".Name"); i++) {
            attributes.put(form.get(prefix + i + ".Name"), form.getOrDefault(prefix + i + ".Value.StringValue", ""));
        }
        return attributes;
    }

    /** {@return the event of a function} */
    String toFunctionEvent(Subscription subscription) {
        ObjectNode document = JsonTree.object();
        ObjectNode record = document.putArray("Records").addObject();
        record.put("EventSource", "aws:sns").put("EventVersion", "1.0");
        record.put("EventSubscriptionArn", subscription.arn());
        ObjectNode sns = envelope(subscription, "SigningCertUrl", "UnsubscribeUrl");
        if (!sns.has("Subject")) {
            sns.putNull("Subject");
        }
        record.set("Sns", sns);
        return document.toString();
    }

    /** {@return the body of a queue's message} */
    String toQueueBody(Subscription subscription) {
        return subscription.isRaw()
                ? message
                : envelope(subscription, "SigningCertURL", "UnsubscribeURL").toString();
    }

    private ObjectNode envelope(Subscription subscription, String certificate, String unsubscribe) {
        ObjectNode envelope = JsonTree.object().put("Type", "Notification").put("MessageId", id);
        envelope.put("TopicArn", topicArn);
        if (!subject.isEmpty()) {
            envelope.put("Subject", subject);
        }
        envelope.put("Message", message).put("Timestamp", time).put("SignatureVersion", "1");
        envelope.put("Signature", "none").put(certificate, "none").put(unsubscribe, subscription.arn());
        if (!attributes.isEmpty()) {
            ObjectNode all = envelope.putObject("MessageAttributes");
            attributes.forEach(
                    (name, value) -> all.putObject(name).put("Type", "String").put("Value", value));
        }
        return envelope;
    }
}
