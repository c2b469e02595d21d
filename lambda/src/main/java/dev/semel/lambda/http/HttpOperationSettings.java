// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.FailureRule;
import dev.semel.InProgressPolicy;
import dev.semel.OperationBuilder;
import dev.semel.OutagePolicy;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.lambda.http.HttpOperations.KeyScope;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link HttpHandlerBuilder} that concern its operation, not the protocol. Not thread-safe. */
abstract sealed class HttpOperationSettings permits HttpHandlerBuilder {

    private UnknownOutcomePolicy<HttpRequest, HttpResponse> onUnknownOutcome = UnknownOutcomePolicy.reExecute();
    private boolean effectsAreSteps;
    private List<FailureRule> onFailure = List.of();
    private UnaryOperator<OperationBuilder<HttpCall, String>> settings = UnaryOperator.identity();
    private KeyScope scope = KeyScope.NONE;

    HttpOperationSettings() {}

    abstract HttpHandlerBuilder self();

    HttpOperations operations(
            Function<HttpRequest, String> route, Function<HttpRequest, @Nullable Object> fingerprinted) {
        return new HttpOperations(scope, route, fingerprinted, onUnknownOutcome, onFailure, effectsAreSteps, settings);
    }

    /**
     * Sets the policy for unknown outcomes. Default: the body runs again, with the same effect keys.
     *
     * @param policy the policy
     * @return this builder
     */
    public HttpHandlerBuilder onUnknownOutcome(UnknownOutcomePolicy<HttpRequest, HttpResponse> policy) {
        this.onUnknownOutcome = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /**
     * Declares the meaning of the body's exceptions. Default: every exception leaves an unknown outcome.
     *
     * @param rules the rules; the first one that matches decides
     * @return this builder
     */
    public HttpHandlerBuilder onFailure(FailureRule... rules) {
        this.onFailure = List.of(rules);
        return self();
    }

    /**
     * Sets the dedupe window; see {@link OperationBuilder#dedupeWindow}. Default: 24 hours, the {@link
     * HttpSource#retryHorizon()}.
     *
     * @param dedupeWindow the window
     * @return this builder
     */
    public HttpHandlerBuilder dedupeWindow(Duration dedupeWindow) {
        return set(operation -> operation.dedupeWindow(dedupeWindow));
    }

    /**
     * Sets the retention; see {@link OperationBuilder#retention}.
     *
     * @param retention the retention
     * @return this builder
     */
    public HttpHandlerBuilder retention(Duration retention) {
        return set(operation -> operation.retention(retention));
    }

    /**
     * Sets the recording time; see {@link OperationBuilder#recordingTime}. Default: 500 ms.
     *
     * @param recordingTime the time
     * @return this builder
     */
    public HttpHandlerBuilder recordingTime(Duration recordingTime) {
        return set(operation -> operation.recordingTime(recordingTime));
    }

    /**
     * Sets the policy for requests in progress; see {@link OperationBuilder#onInProgress}. Default: 409 at once.
     *
     * @param policy the policy
     * @return this builder
     */
    public HttpHandlerBuilder onInProgress(InProgressPolicy policy) {
        return set(operation -> operation.onInProgress(policy));
    }

    /**
     * Declares that all effects are steps; see {@link OperationBuilder#effectsAreSteps}. Responses that are not stored
     * are then treated as failures.
     *
     * @return this builder
     */
    public HttpHandlerBuilder effectsAreSteps() {
        this.effectsAreSteps = true;
        return set(OperationBuilder::effectsAreSteps);
    }

    /**
     * Sets the policy for an unavailable store; see {@link OperationBuilder#whenStoreIsUnavailable}. Default: 503,
     * nothing runs.
     *
     * @param policy the policy
     * @return this builder
     */
    public HttpHandlerBuilder whenStoreIsUnavailable(OutagePolicy policy) {
        return set(operation -> operation.whenStoreIsUnavailable(policy));
    }

    /**
     * Sets the kill switch; see {@link OperationBuilder#killSwitch}. Requests without a required key are still refused.
     *
     * @param killSwitch true to run every body without protection
     * @return this builder
     */
    public HttpHandlerBuilder killSwitch(BooleanSupplier killSwitch) {
        return set(operation -> operation.killSwitch(killSwitch));
    }

    /**
     * Makes each API a scope of its own: its id, or the ARN of the load balancer's target group or Lattice service,
     * becomes part of the key. For one handler behind several APIs whose clients choose keys independently. A retry
     * through another API, such as after a failover to another Region, is then no duplicate. An event without it,
     * such as every one of VPC Lattice's version 1.0, is refused with an {@link
     * dev.semel.lambda.InvalidEventException}, and nothing runs.
     *
     * <p>Choose before the first request. A retry whose first try came before the change has another key after it, and
     * <strong>executes again, with other effect keys</strong>: change it only when no client retries any more. See also
     * {@link Caller#perApi()}, which separates callers of one name only. Default: all APIs are one scope.
     *
     * @return this builder
     */
    public HttpHandlerBuilder separateApis() {
        this.scope = new KeyScope(true, scope.stage());
        return self();
    }

    /**
     * Makes each stage of an API a scope of its own: its name becomes part of the key. For stages that share a table
     * but not their data, such as {@code test} and {@code prod}. A function URL has the stage {@code $default}; load
     * balancers and VPC Lattice have none, and are one scope. An event of the others without its stage is refused with
     * an {@link dev.semel.lambda.InvalidEventException}, and nothing runs.
     *
     * <p>Choose before the first request: what is said of {@link #separateApis()} holds here too. Default: all stages
     * are one scope.
     *
     * @return this builder
     */
    public HttpHandlerBuilder separateStages() {
        this.scope = new KeyScope(scope.api(), true);
        return self();
    }

    private HttpHandlerBuilder set(UnaryOperator<OperationBuilder<HttpCall, String>> setting) {
        UnaryOperator<OperationBuilder<HttpCall, String>> before = settings;
        this.settings = operation -> setting.apply(before.apply(operation));
        return self();
    }
}
