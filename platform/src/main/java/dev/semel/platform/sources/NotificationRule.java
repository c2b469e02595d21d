// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * Rule of a bucket's notifications.
 *
 * @param id the rule's id
 * @param arn the ARN of the function, queue or topic
 * @param events the events, such as {@code s3:ObjectCreated:*}
 * @param prefix the beginning of the keys that it is for
 * @param suffix the end of the keys that it is for
 */
record NotificationRule(String id, String arn, List<String> events, String prefix, String suffix) {

    /** The element of a target, and the child that names it. */
    private static final Map<String, String> KINDS = Map.of(
            "CloudFunctionConfiguration", "CloudFunction",
            "LambdaFunctionConfiguration", "LambdaFunctionArn",
            "QueueConfiguration", "Queue",
            "TopicConfiguration", "Topic");

    NotificationRule {
        if (events.isEmpty()) {
            throw malformed();
        }
        for (String event : events) {
            if (!event.startsWith("s3:")) {
                throw new ServiceException(400, "InvalidArgument", "The event is not supported for notifications");
            }
        }
        events = List.copyOf(events);
    }

    /** Reads the rules of a configuration. */
    static List<NotificationRule> parse(byte[] configuration) {
        Element root = Xml.parse(configuration);
        List<NotificationRule> rules = new ArrayList<>();
        KINDS.forEach((kind, target) ->
                Xml.children(root, kind).forEach(element -> rules.add(read(element, target, rules.size()))));
        return rules;
    }

    /** {@return whether a configuration wants every event on the event bus} */
    static boolean wantsEventBridge(byte[] configuration) {
        return !Xml.children(Xml.parse(configuration), "EventBridgeConfiguration")
                .isEmpty();
    }

    private static NotificationRule read(Element element, String target, int number) {
        List<String> events = Xml.children(element, "Event").stream()
                .map(event -> event.getTextContent().trim())
                .toList();
        String prefix = "";
        String suffix = "";
        for (Element filter : Xml.children(element, "Filter")) {
            for (Element key : Xml.children(filter, "S3Key")) {
                for (Element rule : Xml.children(key, "FilterRule")) {
                    String value = Xml.text(rule, "Value").orElse("");
                    String name = Xml.text(rule, "Name").orElse("").toLowerCase(Locale.ROOT);
                    prefix = name.equals("prefix") ? value : prefix;
                    suffix = name.equals("suffix") ? value : suffix;
                }
            }
        }
        return new NotificationRule(
                Xml.text(element, "Id").orElse("rule-" + number),
                Xml.text(element, target).orElseThrow(NotificationRule::malformed),
                events,
                prefix,
                suffix);
    }

    /** {@return whether the rule is for an event, such as {@code ObjectCreated:Put}} */
    boolean matches(String event, String key) {
        boolean isWanted = events.stream().anyMatch(wanted -> {
            String name = wanted.substring("s3:".length());
            return name.equals(event) || (name.endsWith("*") && event.startsWith(name.substring(0, name.length() - 1)));
        });
        return isWanted && key.startsWith(prefix) && key.endsWith(suffix);
    }

    private static ServiceException malformed() {
        return new ServiceException(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
