// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semel.lambda.SnsSource;
import dev.semel.lambda.http.HttpSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Routes to one function: rules and subscriptions as their services list them, buckets and APIs by the permissions. */
final class LiveRoutes {

    private static final Duration HANDOVER_AGE = Duration.ofDays(1);

    private final LiveClients clients;
    private final String arn;
    private final String function;
    private final List<EventRoute> routes = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    LiveRoutes(LiveClients clients, String arn, String function) {
        this.clients = clients;
        this.arn = arn;
        this.function = function;
    }

    List<EventRoute> read() {
        attempt("rules of EventBridge", this::readRules);
        attempt("subscriptions of SNS", this::readSubscriptions);
        attempt("policy of the function", this::readPolicy);
        return List.copyOf(routes);
    }

    List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    List<String> unseen() {
        return List.copyOf(unseen);
    }

    private void attempt(String what, Runnable reading) {
        try {
            reading.run();
        } catch (SdkException e) {
            unseen.add(what + " for " + function + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** The service has no pages of the SDK's for these lists. */
    private void readRules() {
        EventBridgeClient events = clients.eventBridge();
        List<EventBus> buses = ListPages.all(
                token -> events.listEventBuses(request -> request.nextToken(token)),
                ListEventBusesResponse::eventBuses,
                ListEventBusesResponse::nextToken);
        for (EventBus bus : buses) {
            List<Rule> rules = ListPages.all(
                    token -> events.listRules(
                            request -> request.eventBusName(bus.name()).nextToken(token)),
                    ListRulesResponse::rules,
                    ListRulesResponse::nextToken);
            for (Rule rule : rules) {
                List<Target> targets = ListPages.all(
                        token -> events.listTargetsByRule(request -> request.eventBusName(bus.name())
                                .rule(rule.name())
                                .nextToken(token)),
                        ListTargetsByRuleResponse::targets,
                        ListTargetsByRuleResponse::nextToken);
                targets.stream().filter(target -> isOfFunction(target.arn())).forEach(target -> addRule(rule, target));
            }
        }
    }

    /** {@return whether an ARN is that of the function, or of a version or an alias of it} */
    private boolean isOfFunction(@Nullable String target) {
        return target != null && (target.equals(arn) || target.startsWith(arn + ":"));
    }

    private void addRule(Rule rule, Target target) {
        Optional<String> dead = Optional.ofNullable(target.deadLetterConfig()).map(config -> config.arn());
        dead.ifPresent(deadLetters::add);
        Duration age = Optional.ofNullable(target.retryPolicy())
                .map(policy -> policy.maximumEventAgeInSeconds())
                .map(Duration::ofSeconds)
                .orElse(HANDOVER_AGE);
        routes.add(new EventRoute(
                "rule " + rule.name(), function, EventRoute.Kind.RULE, Setting.of(dead.isPresent()), Setting.of(age)));
    }

    private void readSubscriptions() {
        for (Subscription subscription :
                clients.sns().listSubscriptionsPaginator().subscriptions()) {
            if (isOfFunction(subscription.endpoint())) {
                routes.add(new EventRoute(
                        "subscription of " + subscription.topicArn(),
                        function,
                        EventRoute.Kind.TOPIC,
                        redrive(subscription),
                        Setting.of(SnsSource.topicRetries().longest())));
            }
        }
    }

    private Setting<Boolean> redrive(Subscription subscription) {
        try {
            Map<String, String> attributes = clients.sns()
                    .getSubscriptionAttributes(request -> request.subscriptionArn(subscription.subscriptionArn()))
                    .attributes();
            String target = json(attributes.getOrDefault("RedrivePolicy", "{}"))
                    .path("deadLetterTargetArn")
                    .asText();
            if (!target.isEmpty()) {
                deadLetters.add(target);
            }
            return Setting.of(!target.isEmpty());
        } catch (SdkException e) {
            return Setting.unclear("GetSubscriptionAttributes was refused");
        }
    }

    /** Reads who may invoke the function; services that were listed above are left out. */
    private void readPolicy() {
        String policy;
        try {
            policy = clients.lambda()
                    .getPolicy(request -> request.functionName(function))
                    .policy();
        } catch (ResourceNotFoundException e) {
            return; // no service may invoke it by itself
        }
        for (JsonNode statement : json(policy).path("Statement")) {
            String principal = statement.path("Principal").path("Service").asText();
            switch (principal) {
                case "s3.amazonaws.com" -> add(EventRoute.Kind.BUCKET, Duration.ZERO, "bucket");
                case "apigateway.amazonaws.com" ->
                    add(EventRoute.Kind.HTTP, HttpSource.retryHorizon().longest(), "API");
                case "events.amazonaws.com", "sns.amazonaws.com" -> {} // listed by their services
                case "" -> {} // an account or a role: a caller that waits, or that chose to be asynchronous
                default ->
                    unseen.add(
                            "invocations of " + function + " by " + principal + ": the doctor has no rules for them");
            }
        }
        unseen.add("schedules of EventBridge Scheduler for " + function + ": the service is not asked");
    }

    private void add(EventRoute.Kind kind, Duration horizon, String what) {
        routes.add(new EventRoute(what + " of " + function, function, kind, Setting.of(true), Setting.of(horizon)));
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
