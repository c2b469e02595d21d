// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.KeyExtractor;
import dev.semel.KeyParts;
import dev.semel.MissingKeyPolicy;
import dev.semel.OperationBuilder;
import dev.semel.OperationTemplate;
import dev.semel.OutagePolicy;
import dev.semel.Reconciliation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.lambda.RetryHorizon;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link HttpHandler}. Needs a word about callers, {@link #caller} or {@link #anonymousCallers}; everything else
 * has a default. Not thread-safe.
 */
public final class HttpHandlerBuilder {

    /** RFC 2648 gives Internet-Drafts names; a problem's own name follows as a fragment. */
    private static final URI DRAFT = URI.create("urn:ietf:id:ietf-httpapi-idempotency-key-header-07");

    private final Idempotency idempotency;
    private final String name;
    private @Nullable Caller caller;
    private boolean anonymous;
    private String keyHeader = "Idempotency-Key";
    private int longestKey = 255;
    private Pattern keyForm = Pattern.compile("[\\x20-\\x7E]+");
    private Set<String> required = Set.of("POST", "PATCH");
    private Set<String> ignored = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private Function<HttpRequest, String> route = HttpRequest::route;
    private Function<HttpRequest, @Nullable Object> fingerprinted = HttpRequest::contentIdentity;
    private StoredStatuses statuses = StoredStatuses.standard();
    private Set<String> neverStored = Set.of();
    private URI documentation = DRAFT;
    private Duration retryAfter = Duration.ofSeconds(1);
    private InstantSource clock = InstantSource.system();
    private UnknownOutcomePolicy<HttpRequest, HttpResponse> onUnknownOutcome = UnknownOutcomePolicy.reExecute();
    private boolean effectsAreSteps;
    private List<FailureRule> onFailure = List.of();
    private UnaryOperator<OperationBuilder<HttpCall, String>> settings = UnaryOperator.identity();

    HttpHandlerBuilder(Idempotency idempotency, String name) {
        this.idempotency = Objects.requireNonNull(idempotency, "idempotency");
        this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets who the caller of a request is: part of the key, as the tenant. Required, or {@link #anonymousCallers}. */
    public HttpHandlerBuilder caller(Caller caller) {
        this.caller = Objects.requireNonNull(caller, "caller");
        return this;
    }

    /**
     * Tells callers not apart: whoever sends a key that was used before, with the same request, gets the stored answer. For
     * APIs without authentication whose answers everybody may see; keys that can be guessed are then guessed.
     */
    public HttpHandlerBuilder anonymousCallers() {
        this.anonymous = true;
        return this;
    }

    /** Sets the header field that has the key. Default: {@code Idempotency-Key}. */
    public HttpHandlerBuilder keyHeader(String keyHeader) {
        this.keyHeader = Objects.requireNonNull(keyHeader, "keyHeader");
        return this;
    }

    /** Sets how many characters a key may have, without its quotes. Default: 255. 1 to 1000. */
    public HttpHandlerBuilder longestKey(int characters) {
        this.longestKey = characters;
        return this;
    }

    /**
     * Sets what a whole key must match, without its quotes, such as {@code [0-9a-f-]{36}}. Default: any printable ASCII
     * characters; out of quotes never space, comma, semicolon, quotation mark or backslash.
     */
    public HttpHandlerBuilder keysMatching(Pattern form) {
        this.keyForm = Objects.requireNonNull(form, "form");
        return this;
    }

    /**
     * Sets the methods that need a key. Default: POST and PATCH. Of all others but those of {@link #keyIgnoredFor}, such as
     * PUT and DELETE, a request with a key is guarded, and one without runs unguarded, as listeners hear.
     */
    public HttpHandlerBuilder keyRequiredFor(String... methods) {
        this.required = methods(methods);
        return this;
    }

    /**
     * Sets the methods whose requests always run and are never recorded, key or none. Default: GET, HEAD, OPTIONS and
     * TRACE, which are safe (RFC 9110, 9.2.1).
     */
    public HttpHandlerBuilder keyIgnoredFor(String... methods) {
        this.ignored = methods(methods);
        return this;
    }

    /**
     * Sets what of a request names the route; part of the key beside the method. Never null or empty. Default:
     * {@link HttpRequest#route()}. Where a source has no templates, a function that maps {@code /payments/42} to
     * {@code /payments/{id}} makes a key that is reused under another id a 422, and not another operation.
     */
    public HttpHandlerBuilder route(Function<HttpRequest, String> route) {
        this.route = Objects.requireNonNull(route, "route");
        return this;
    }

    /**
     * Sets what must be equal in every request with one key. Default: {@link HttpRequest#contentIdentity()}, which takes
     * the body's bytes as they are. What it throws is answered with 400.
     */
    public HttpHandlerBuilder fingerprintOf(Function<HttpRequest, @Nullable Object> part) {
        this.fingerprinted = Objects.requireNonNull(part, "part");
        return this;
    }

    /** Sets which responses are stored. Default: {@link StoredStatuses#standard()}. */
    public HttpHandlerBuilder storedStatuses(StoredStatuses statuses) {
        this.statuses = Objects.requireNonNull(statuses, "statuses");
        return this;
    }

    /**
     * Adds header fields that are never stored, so that replays lack them. Always among them: cookies, {@code Authorization},
     * {@code WWW-Authenticate}, {@code Authentication-Info}, the same for proxies, {@code X-Api-Key} and
     * {@code X-Amz-Security-Token}. Credentials in a body are stored: encrypt
     * with {@code ResultCodec.wrappedBy}, or leave such responses out of {@link #storedStatuses}.
     */
    public HttpHandlerBuilder neverStore(String... headers) {
        Set<String> names = new HashSet<>(neverStored);
        names.addAll(List.of(headers));
        this.neverStored = Set.copyOf(names);
        return this;
    }

    /**
     * Sets the page that explains the problems to your clients; each problem's type is this and {@code #} with its name,
     * such as {@code #key-missing}. Default: a URN that names the draft.
     */
    public HttpHandlerBuilder documentation(URI page) {
        if (page.getRawFragment() != null) {
            throw new IllegalArgumentException("documentation has a fragment, which is for the problem's name");
        }
        this.documentation = page;
        return this;
    }

    /**
     * Sets what {@code Retry-After} says where no lease tells it: 503, and a lost claim. Default: 1 s. Positive; whole
     * seconds, rounded up.
     */
    public HttpHandlerBuilder retryAfter(Duration retryAfter) {
        if (!retryAfter.isPositive()) {
            throw new IllegalArgumentException("retryAfter must be positive, is " + retryAfter);
        }
        this.retryAfter = retryAfter;
        return this;
    }

    /** Sets the clock, that of the engine. Default: the system's. */
    public HttpHandlerBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets what happens after an unknown outcome. Default: the body runs again, with the same effect keys. */
    public HttpHandlerBuilder onUnknownOutcome(UnknownOutcomePolicy<HttpRequest, HttpResponse> policy) {
        this.onUnknownOutcome = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Declares what the body's exceptions mean. Default: nothing, they leave an unknown outcome. */
    public HttpHandlerBuilder onFailure(FailureRule... rules) {
        this.onFailure = List.of(rules);
        return this;
    }

    /**
     * As {@link OperationBuilder#dedupeWindow}. Default: 24 hours, what {@link HttpSource#retryHorizon()} asks for.
     */
    public HttpHandlerBuilder dedupeWindow(Duration dedupeWindow) {
        return set(operation -> operation.dedupeWindow(dedupeWindow));
    }

    /** As {@link OperationBuilder#retention}. */
    public HttpHandlerBuilder retention(Duration retention) {
        return set(operation -> operation.retention(retention));
    }

    /** As {@link OperationBuilder#recordingTime}. Default: 500 ms. */
    public HttpHandlerBuilder recordingTime(Duration recordingTime) {
        return set(operation -> operation.recordingTime(recordingTime));
    }

    /** As {@link OperationBuilder#onInProgress}. Default: 409 at once. */
    public HttpHandlerBuilder onInProgress(InProgressPolicy policy) {
        return set(operation -> operation.onInProgress(policy));
    }

    /** As {@link OperationBuilder#effectsAreSteps}; responses that are not stored are then judged as failures are. */
    public HttpHandlerBuilder effectsAreSteps() {
        this.effectsAreSteps = true;
        return set(OperationBuilder::effectsAreSteps);
    }

    /** As {@link OperationBuilder#whenStoreIsUnavailable}. Default: 503, nothing runs. */
    public HttpHandlerBuilder whenStoreIsUnavailable(OutagePolicy policy) {
        return set(operation -> operation.whenStoreIsUnavailable(policy));
    }

    /** As {@link OperationBuilder#killSwitch}. Requests without a required key are refused all the same. */
    public HttpHandlerBuilder killSwitch(BooleanSupplier killSwitch) {
        return set(operation -> operation.killSwitch(killSwitch));
    }

    private HttpHandlerBuilder set(UnaryOperator<OperationBuilder<HttpCall, String>> setting) {
        UnaryOperator<OperationBuilder<HttpCall, String>> before = settings;
        this.settings = operation -> setting.apply(before.apply(operation));
        return this;
    }

    /**
     * Builds the handler.
     *
     * @throws IllegalArgumentException if something senseless was asked for, with its name
     */
    public HttpHandler build(HttpBody body) {
        Objects.requireNonNull(body, "body");
        requireCallers();
        requireDistinctMethods();
        HttpPolicies policies = new HttpPolicies(
                new IdempotencyKeyHeader(keyHeader, longestKey, keyForm),
                required,
                ignored,
                caller,
                statuses,
                StoredResponse.without(neverStored),
                documentation,
                retryAfter,
                clock);
        OperationBuilder<HttpCall, String> guarded = operation(policies).key(key());
        if (caller != null) {
            guarded.tenant(HttpCall::caller);
        }
        OperationBuilder<HttpCall, String> open =
                operation(policies).key(call -> null).whenKeyIsMissing(MissingKeyPolicy.EXECUTE_UNGUARDED);
        OperationTemplate<HttpCall, String> keyed = guarded.build();
        RetryHorizon horizon = HttpSource.retryHorizon();
        keyed.reportHorizon(horizon.source(), horizon.longest());
        return new HttpHandler(policies, body, keyed, open.build());
    }

    private OperationBuilder<HttpCall, String> operation(HttpPolicies policies) {
        Function<HttpRequest, @Nullable Object> part = fingerprinted;
        List<FailureRule> rules = new ArrayList<>();
        rules.add(FailureRule.notExecuted(UnstoredResponse.NothingDone.class));
        if (!effectsAreSteps) {
            rules.add(FailureRule.unknownFor(UnstoredResponse.class)); // whatever the user's rules say of exceptions
        }
        rules.addAll(onFailure);
        return settings.apply(idempotency.operation(name, HttpCall.class, String.class))
                .fingerprintOf(call -> part.apply(call.request()))
                .onUnknownOutcome(unknown(policies.stored()))
                .onFailure(rules.toArray(FailureRule[]::new));
    }

    /** Injective over method, route and key. */
    private KeyExtractor<HttpCall> key() {
        Function<HttpRequest, String> naming = route;
        return KeyParts.composite(
                call -> HttpPolicies.method(call.request().method()),
                call -> naming.apply(call.request()),
                HttpCall::key);
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

    private void requireCallers() {
        if (caller == null && !anonymous) {
            throw refused("nothing says who the callers are, and a key belongs to its caller. Say caller(...), or "
                    + "anonymousCallers() if everybody may see every answer");
        }
        if (caller != null && anonymous) {
            throw refused("caller(...) and anonymousCallers() exclude each other");
        }
    }

    private void requireDistinctMethods() {
        String both = required.stream().filter(ignored::contains).sorted().collect(Collectors.joining(", "));
        if (!both.isEmpty()) {
            throw refused("keyRequiredFor and keyIgnoredFor both have " + both);
        }
    }

    private static Set<String> methods(String... methods) {
        return Stream.of(methods).map(HttpPolicies::method).collect(Collectors.toUnmodifiableSet());
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("HTTP operation '" + name + "': " + why);
    }
}
