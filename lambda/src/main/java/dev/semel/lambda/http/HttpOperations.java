// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.KeyExtractor;
import dev.semel.KeyParts;
import dev.semel.MissingKeyPartException;
import dev.semel.OperationBuilder;
import dev.semel.OperationTemplate;
import dev.semel.Reconciliation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.lambda.InvalidEventException;
import dev.semel.lambda.RetryHorizon;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Choices of an HTTP handler about its operations, and the operations that they make.
 *
 * @param scope the parts of the key beside method, route and client's key
 * @param route the function that names the route
 * @param fingerprinted the function that selects what is compared
 * @param onUnknownOutcome the policy for unknown outcomes
 * @param onFailure the meaning of the body's exceptions
 * @param effectsAreSteps whether all effects are steps
 * @param settings all else
 */
record HttpOperations(
        KeyScope scope,
        Function<HttpRequest, String> route,
        Function<HttpRequest, @Nullable Object> fingerprinted,
        UnknownOutcomePolicy<HttpRequest, HttpResponse> onUnknownOutcome,
        List<FailureRule> onFailure,
        boolean effectsAreSteps,
        UnaryOperator<OperationBuilder<HttpCall, String>> settings) {

    /**
     * Parts of the key that tell requests of one client's key apart further.
     *
     * @param api whether each API is a scope of its own
     * @param stage whether each stage is
     */
    record KeyScope(boolean api, boolean stage) {

        static final KeyScope NONE = new KeyScope(false, false);

        /**
         * Requires the event to have what tells requests apart.
         *
         * @throws InvalidEventException if it has not
         */
        void require(HttpRequest request) {
            if (api && request.isApiMissing() && request.format() == HttpFormat.VPC_LATTICE_1) {
                throw HttpEvent.invalid(
                        "the event",
                        "is of version 1.0 of VPC Lattice, which names no service, and separateApis() makes it a part "
                                + "of the key",
                        "Choose version 2.0 for the target group, or give the service a handler of its own without "
                                + "separateApis()");
            }
            if (api && request.isApiMissing()) {
                throw missing(
                        "apiId (of a load balancer elb.targetGroupArn, of VPC Lattice serviceArn)", "separateApis()");
            }
            if (stage && request.isStageMissing()) {
                throw missing("stage", "separateStages()");
            }
        }

        private static InvalidEventException missing(String field, String option) {
            return HttpEvent.invalid(
                    "requestContext." + field,
                    "is missing, blank or not a text, and " + option + " makes it a part of the key",
                    "Pass on the event as its source sent it");
        }

        /** {@return further parts of the key; none of them is empty, and no two options make the same} */
        List<KeyExtractor<HttpCall>> parts() {
            List<KeyExtractor<HttpCall>> parts = new ArrayList<>();
            if (api) {
                parts.add(call -> "api=" + call.request().api());
            }
            if (stage) {
                parts.add(call -> "stage=" + call.request().stage());
            }
            return parts;
        }
    }

    /** {@return the operation of requests with a key; a window too short for clients is reported to listeners} */
    OperationTemplate<HttpCall, String> guarded(Idempotency idempotency, String name, HttpPolicies policies) {
        OperationBuilder<HttpCall, String> builder =
                operation(idempotency, name, policies).key(key());
        if (policies.caller() != null) {
            builder.tenant(HttpCall::caller);
        }
        RetryHorizon horizon = HttpSource.retryHorizon();
        return builder.build().covering(horizon.source(), horizon.longest());
    }

    private OperationBuilder<HttpCall, String> operation(Idempotency idempotency, String name, HttpPolicies policies) {
        List<FailureRule> rules = new ArrayList<>();
        rules.add(FailureRule.notExecuted(UnstoredResponse.NothingDone.class));
        if (!effectsAreSteps) {
            rules.add(FailureRule.unknownFor(UnstoredResponse.class)); // whatever the user's rules say of exceptions
        }
        rules.addAll(onFailure);
        return settings.apply(idempotency.operation(name, HttpCall.class, String.class))
                .fingerprintOf(call -> fingerprinted.apply(call.request()))
                .onUnknownOutcome(unknown(policies.stored()))
                .onFailure(rules.toArray(FailureRule[]::new));
    }

    /** {@return the key of a call, injective over method, route, further parts and client's key} */
    private KeyExtractor<HttpCall> key() {
        List<KeyExtractor<HttpCall>> parts = new ArrayList<>();
        parts.add(call -> HttpPolicies.method(call.request().method()));
        parts.add(this::route);
        parts.addAll(scope.parts());
        parts.add(HttpCall::key);
        return composite(parts);
    }

    private String route(HttpCall call) {
        String name = route.apply(call.request());
        if (name == null || name.isBlank()) {
            throw new MissingKeyPartException("the function given to route(...) returned "
                    + (name == null ? "no route" : "a blank route") + ": let it return a name for every request");
        }
        return name;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, only read from
    private static KeyExtractor<HttpCall> composite(List<KeyExtractor<HttpCall>> parts) {
        return KeyParts.composite(parts.toArray(new KeyExtractor[0]));
    }

    private UnknownOutcomePolicy<HttpCall, String> unknown(StoredResponse stored) {
        return switch (onUnknownOutcome) {
            case UnknownOutcomePolicy.ReExecute<HttpRequest, HttpResponse> again -> UnknownOutcomePolicy.reExecute();
            case UnknownOutcomePolicy.Quarantine<HttpRequest, HttpResponse> park -> UnknownOutcomePolicy.quarantine();
            case UnknownOutcomePolicy.Reconcile<HttpRequest, HttpResponse> ask ->
                UnknownOutcomePolicy.reconcile((call, evidence) -> switch (ask.reconciler()
                        .reconcile(call.request(), evidence)) {
                    case Reconciliation.NotExecuted<HttpResponse> not -> Reconciliation.notExecuted();
                    case Reconciliation.StillUnknown<HttpResponse> unknown ->
                        Reconciliation.stillUnknown(unknown.reason());
                    case Reconciliation.Executed<HttpResponse> done ->
                        Reconciliation.executed(stored.encode(
                                Objects.requireNonNull(done.value(), "The reconciler found no response")));
                });
        };
    }
}
