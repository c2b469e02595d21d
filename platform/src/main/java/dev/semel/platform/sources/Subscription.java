// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.http.Xml;

/**
 * Subscription to a topic.
 *
 * @param arn the subscription's ARN
 * @param topicArn the topic
 * @param protocol {@code lambda} or {@code sqs}
 * @param endpoint the ARN of the function or queue
 * @param isRaw whether a queue gets the message alone
 */
record Subscription(String arn, String topicArn, String protocol, String endpoint, boolean isRaw) {

    String toXml() {
        return "<member>" + Xml.element("SubscriptionArn", arn) + Xml.element("TopicArn", topicArn)
                + Xml.element("Protocol", protocol) + Xml.element("Endpoint", endpoint) + "</member>";
    }

    Subscription withRaw(boolean raw) {
        return new Subscription(arn, topicArn, protocol, endpoint, raw);
    }
}
