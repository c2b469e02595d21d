// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Deliveries of events to the targets of rules ("How EventBridge retries delivering events") and of schedules, whose
 * retry policies are the same: throttling and failures of the target are tried again on the platform's clock, by
 * default up to 185 times in 24 hours; an absent target, or one that refuses the event, is not. What was not delivered
 * goes to the target's dead-letter queue. Thread-safe.
 */
final class RuleDelivery implements AutoCloseable {

    private static final int MOST_RETRIES = 185;
    private static final int LEAST_AGE_SECONDS = 60;
    private static final int MOST_AGE_SECONDS = 86_400;

    /** Waits double up to this one; the service adds a random part, the platform does not. */
    private static final long MOST_WAIT_SECONDS = 480;

    private final String sender;
    private final LabClock clock;
    private final QueuedDelivery targets;
    private final Consumer<String> problems;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Makes the way to all targets.
     *
     * @param sender the attribute of a dead letter that names the rule or schedule
     */
    RuleDelivery(String sender, LabClock clock, QueuedDelivery targets, Consumer<String> problems) {
        this.sender = sender;
        this.clock = clock;
        this.targets = targets;
        this.problems = problems;
    }

    /**
     * Checks a target's retry policy.
     *
     * @throws ServiceException {@code ValidationException} (400) if it is out of range
     */
    static void check(JsonNode target) {
        JsonNode policy = target.path("RetryPolicy");
        int retries = retries(policy);
        int age = ageSeconds(policy);
        if (retries < 0 || retries > MOST_RETRIES || age < LEAST_AGE_SECONDS || age > MOST_AGE_SECONDS) {
            throw new ServiceException(
                    400,
                    "ValidationException",
                    "RetryPolicy must have 0 to " + MOST_RETRIES + " MaximumRetryAttempts and " + LEAST_AGE_SECONDS
                            + " to " + MOST_AGE_SECONDS + " MaximumEventAgeInSeconds");
        }
    }

    private static int retries(JsonNode policy) {
        return policy.path("MaximumRetryAttempts").asInt(MOST_RETRIES);
    }

    private static int ageSeconds(JsonNode policy) {
        return policy.path("MaximumEventAgeInSeconds").asInt(MOST_AGE_SECONDS);
    }

    /** Delivers an event to a target: its first try in the caller's thread, others later. */
    void send(String rule, JsonNode target, String event) {
        String body = target.hasNonNull("Input") ? target.path("Input").asText() : event;
        attempt(new Delivery(rule, target, body, clock.instant()), 0);
    }

    /** Delivers an event to a target, in another thread than the caller's. */
    void sendLater(String rule, JsonNode target, String event) {
        threads.execute(() -> send(rule, target, event));
    }

    private void attempt(Delivery delivery, int retriesBefore) {
        try {
            targets.send(delivery.arn(), delivery.body, Map.of());
        } catch (ServiceException e) {
            failed(delivery, retriesBefore, code(e), e.status() == 429 || (e.status() >= 500 && e.status() != 501), e);
        } catch (IOException e) {
            failed(delivery, retriesBefore, "ERROR_FROM_TARGET", true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String code(ServiceException e) {
        String code = e.code().toLowerCase(Locale.ROOT);
        boolean isAbsent = e.status() == 404
                || code.contains("notfound")
                || code.contains("doesnotexist")
                || code.contains("nonexistent");
        if (isAbsent) {
            return "NO_RESOURCE";
        }
        return e.status() == 429 ? "THROTTLING" : e.status() >= 500 ? "ERROR_FROM_TARGET" : "INVALID_PARAMETER";
    }

    private void failed(Delivery delivery, int retriesBefore, String code, boolean isRetriable, Exception cause) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(sender, delivery.rule);
        attributes.put("TARGET_ARN", delivery.arn());
        attributes.put("ERROR_CODE", code);
        attributes.put("ERROR_MESSAGE", String.valueOf(cause.getMessage()));
        attributes.put("RETRY_ATTEMPTS", Integer.toString(retriesBefore));
        if (isRetriable) {
            JsonNode policy = delivery.target.path("RetryPolicy");
            Instant due = clock.instant().plusSeconds(Math.min(MOST_WAIT_SECONDS, 1L << Math.min(retriesBefore, 16)));
            boolean isTooOld = due.isAfter(delivery.begun.plus(Duration.ofSeconds(ageSeconds(policy))));
            if (retriesBefore < retries(policy) && !isTooOld) {
                clock.at(due, () -> threads.execute(() -> attempt(delivery, retriesBefore + 1)));
                return;
            }
            attributes.put("EXHAUSTED_RETRY_CONDITION", isTooOld ? "MaximumEventAgeInSeconds" : "MaximumRetryAttempts");
        }
        sendDead(delivery, attributes, cause);
    }

    private void sendDead(Delivery delivery, Map<String, String> attributes, Exception cause) {
        String dead = delivery.target.path("DeadLetterConfig").path("Arn").asText("");
        if (dead.isEmpty()) {
            problems.accept("an event did not reach " + delivery.arn() + ": " + cause.getMessage());
            return;
        }
        try {
            targets.send(dead, delivery.body, attributes);
        } catch (ServiceException | IOException e) {
            problems.accept("an event reached neither " + delivery.arn() + " nor " + dead + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** An event on its way to a target. */
    private static final class Delivery {

        private final String rule;
        private final JsonNode target;
        private final String body;
        private final Instant begun;

        private Delivery(String rule, JsonNode target, String body, Instant begun) {
            this.rule = rule;
            this.target = target;
            this.body = body;
            this.begun = begun;
        }

        private String arn() {
            return target.path("Arn").asText();
        }
    }
}
