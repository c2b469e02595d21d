// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.QueryOperations;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** SNS: topics with subscriptions of functions and queues, in memory. Thread-safe. */
public final class Topics implements QueuedDelivery {

    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private final TreeSet<String> topics = new TreeSet<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Instant> deduplication = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Queues queues;
    private final QueuedDelivery targets;
    private final Consumer<String> problems;

    /**
     * Makes a platform without topics.
     *
     * @param clock the clock of the messages
     * @param queues the client of SQS
     * @param targets the ways to functions and queues
     * @param problems takes a line for the user when a message reaches no subscription
     */
    public Topics(InstantSource clock, Queues queues, QueuedDelivery targets, Consumer<String> problems) {
        this.clock = clock;
        this.queues = queues;
        this.targets = targets;
        this.problems = problems;
    }

    /** {@return the operations} */
    public QueryOperations operations() {
        return new QueryOperations("SNS", "http://sns.amazonaws.com/doc/2010-03-31/")
                .add("CreateTopic", this::create)
                .add("DeleteTopic", this::delete)
                .add("ListTopics", form -> list())
                .add("GetTopicAttributes", this::attributes)
                .add("Subscribe", this::subscribe)
                .add("SetSubscriptionAttributes", this::setAttribute)
                .add("Unsubscribe", this::unsubscribe)
                .add("ListSubscriptions", form -> subscriptions(""))
                .add("ListSubscriptionsByTopic", form -> subscriptions(topic(form)))
                .add("Publish", this::publish);
    }

    private synchronized String create(Map<String, String> form) {
        String name = form.getOrDefault("Name", "");
        if (!name.matches("[A-Za-z0-9_-]{1,256}(\\.fifo)?")) {
            throw invalid("Topic Name");
        }
        String arn = Arn.of("sns", name);
        topics.add(arn);
        return Xml.element("TopicArn", arn);
    }

    private synchronized String delete(Map<String, String> form) {
        String arn = form.getOrDefault("TopicArn", "");
        topics.remove(arn);
        subscriptions.values().removeIf(subscription -> subscription.topicArn().equals(arn));
        return "";
    }

    private synchronized String list() {
        StringBuilder members = new StringBuilder("<Topics>");
        topics.forEach(arn ->
                members.append("<member>").append(Xml.element("TopicArn", arn)).append("</member>"));
        return members.append("</Topics>").toString();
    }

    private synchronized String topic(Map<String, String> form) {
        String arn = form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
        if (!topics.contains(arn)) {
            throw new ServiceException(404, "NotFound", "Topic does not exist");
        }
        return arn;
    }

    private String attributes(Map<String, String> form) {
        return "<Attributes><entry>" + Xml.element("key", "TopicArn") + Xml.element("value", topic(form))
                + "</entry></Attributes>";
    }

    private synchronized String subscribe(Map<String, String> form) {
        String topic = topic(form);
        String protocol = form.getOrDefault("Protocol", "");
        if (!protocol.equals("lambda") && !protocol.equals("sqs")) {
            throw invalid("Protocol " + protocol + ": lambda and sqs are served here");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey("Attributes.entry." + i + ".key"); i++) {
            attributes.put(
                    form.get("Attributes.entry." + i + ".key"),
                    form.getOrDefault("Attributes.entry." + i + ".value", ""));
        }
        checkServed(attributes.keySet().stream().toList());
        Subscription subscription = new Subscription(
                topic + ":" + UUID.randomUUID(),
                topic,
                protocol,
                form.getOrDefault("Endpoint", ""),
                attributes.getOrDefault("RawMessageDelivery", "").equals("true"));
        subscriptions.put(subscription.arn(), subscription);
        return Xml.element("SubscriptionArn", subscription.arn());
    }

    private static void checkServed(List<String> attributes) {
        for (String attribute : attributes) {
            if (!attribute.equals("RawMessageDelivery")) {
                throw ServiceException.notServed("SNS", "the subscription attribute " + attribute);
            }
        }
    }

    private synchronized String setAttribute(Map<String, String> form) {
        checkServed(List.of(form.getOrDefault("AttributeName", "")));
        Subscription subscription = subscriptions.get(form.getOrDefault("SubscriptionArn", ""));
        if (subscription == null) {
            throw new ServiceException(404, "NotFound", "Subscription does not exist");
        }
        boolean raw = form.getOrDefault("AttributeValue", "").equals("true");
        subscriptions.put(subscription.arn(), subscription.withRaw(raw));
        return "";
    }

    private synchronized String unsubscribe(Map<String, String> form) {
        subscriptions.remove(form.getOrDefault("SubscriptionArn", ""));
        return "";
    }

    private synchronized String subscriptions(String topic) {
        StringBuilder members = new StringBuilder("<Subscriptions>");
        subscriptions.values().stream()
                .filter(subscription ->
                        topic.isEmpty() || subscription.topicArn().equals(topic))
                .forEach(subscription -> members.append(subscription.toXml()));
        return members.append("</Subscriptions>").toString();
    }

    private String publish(Map<String, String> form) {
        String topic = topic(form);
        String message = form.getOrDefault("Message", "");
        if (message.isEmpty() || message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            throw invalid("Message must have 1 to " + MAX_MESSAGE_BYTES + " bytes");
        }
        String id = UUID.randomUUID().toString();
        TopicMessage published = new TopicMessage(
                id,
                topic,
                form.getOrDefault("Subject", ""),
                message,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                TopicMessage.attributes(form, "MessageAttributes.entry."));
        if (!topic.endsWith(".fifo")) {
            deliver(published, Map.of());
        } else if (isFirst(topic, form)) {
            deliver(
                    published,
                    Map.of(
                            "MessageGroupId", form.getOrDefault("MessageGroupId", ""),
                            "MessageDeduplicationId", form.getOrDefault("MessageDeduplicationId", id)));
        }
        return Xml.element("MessageId", id);
    }

    /** {@return whether a message's deduplication id was not seen within 5 minutes} */
    private synchronized boolean isFirst(String topic, Map<String, String> form) {
        if (form.getOrDefault("MessageGroupId", "").isEmpty()) {
            throw invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        String id = form.getOrDefault("MessageDeduplicationId", "");
        if (id.isEmpty()) {
            throw invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                    + " provided explicitly");
        }
        Instant now = clock.instant();
        deduplication.values().removeIf(until -> !until.isAfter(now));
        return deduplication.putIfAbsent(topic + " " + id, now.plus(DEDUPLICATION)) == null;
    }

    private void deliver(TopicMessage message, Map<String, String> members) {
        List<Subscription> all;
        synchronized (this) {
            all = List.copyOf(subscriptions.values());
        }
        for (Subscription subscription : all) {
            if (subscription.topicArn().equals(message.topicArn())) {
                send(message, subscription, members);
            }
        }
    }

    private void send(TopicMessage message, Subscription subscription, Map<String, String> members) {
        try {
            if (subscription.protocol().equals("lambda")) {
                targets.send(subscription.endpoint(), message.toFunctionEvent(subscription), Map.of());
            } else {
                Map<String, String> attributes = subscription.isRaw() ? message.attributes() : Map.of();
                boolean isFifo = subscription.endpoint().endsWith(".fifo");
                queues.send(
                        subscription.endpoint(),
                        message.toQueueBody(subscription),
                        attributes,
                        isFifo ? members : Map.of());
            }
        } catch (ServiceException | IOException e) {
            problems.accept("a message of " + message.topicArn() + " did not reach " + subscription.endpoint() + ": "
                    + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes a message of another service. */
    @Override
    public void send(String arn, String body, Map<String, String> attributes) {
        publish(Map.of("TopicArn", arn, "Message", body));
    }

    private static ServiceException invalid(String what) {
        return new ServiceException(400, "InvalidParameter", "Invalid parameter: " + what);
    }
}
