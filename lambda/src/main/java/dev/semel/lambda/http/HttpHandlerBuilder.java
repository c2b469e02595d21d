// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.Idempotency;
import dev.semel.OperationTemplate;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link HttpHandler}. Requires either {@link #caller} or {@link #anonymousCallers}; everything else has a
 * default. Not thread-safe.
 */
public final class HttpHandlerBuilder extends HttpOperationSettings {

    /** Name of the Internet-Draft by RFC 2648; a problem's own name follows as a fragment. */
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
    private HttpHeaders ownHeaders = HttpHeaders.none();
    private CrossOrigin crossOrigin = CrossOrigin.NONE;
    private InstantSource clock = InstantSource.system();

    HttpHandlerBuilder(Idempotency idempotency, String name) {
        this.idempotency = Objects.requireNonNull(idempotency, "idempotency");
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    HttpHandlerBuilder self() {
        return this;
    }

    /**
     * Sets the rule that finds the caller of a request. The caller is part of the key, as the tenant. Required, or
     * {@link #anonymousCallers}.
     *
     * @param caller the rule
     * @return this builder
     */
    public HttpHandlerBuilder caller(Caller caller) {
        this.caller = Objects.requireNonNull(caller, "caller");
        return this;
    }

    /**
     * Does not distinguish callers: a client that sends a key used before, with the same request, gets the stored
     * answer. For APIs without authentication whose answers are public. Clients can then guess keys that are not
     * random.
     *
     * @return this builder
     */
    public HttpHandlerBuilder anonymousCallers() {
        this.anonymous = true;
        return this;
    }

    /**
     * Sets the header field that has the key. Default: {@code Idempotency-Key}.
     *
     * @param keyHeader the name of the field
     * @return this builder
     */
    public HttpHandlerBuilder keyHeader(String keyHeader) {
        this.keyHeader = Objects.requireNonNull(keyHeader, "keyHeader");
        return this;
    }

    /**
     * Sets the maximum number of characters of a key, without its quotes. Default: 255. 1 to 1000.
     *
     * @param characters the maximum
     * @return this builder
     */
    public HttpHandlerBuilder longestKey(int characters) {
        this.longestKey = characters;
        return this;
    }

    /**
     * Sets the pattern of a whole key, without its quotes, such as {@code [0-9a-f-]{36}}. Default: any printable ASCII
     * characters; outside quotes never space, comma, semicolon, quotation mark or backslash.
     *
     * @param form the pattern
     * @return this builder
     */
    public HttpHandlerBuilder keysMatching(Pattern form) {
        this.keyForm = Objects.requireNonNull(form, "form");
        return this;
    }

    /**
     * Sets the methods that need a key. Default: POST and PATCH. For other methods, such as PUT and DELETE, the key is
     * optional: with one the request is guarded, without one it runs unguarded and a {@code Bypassed} event is sent.
     * See {@link #keyIgnoredFor}.
     *
     * @param methods the methods, in any case
     * @return this builder
     */
    public HttpHandlerBuilder keyRequiredFor(String... methods) {
        this.required = methods(methods);
        return this;
    }

    /**
     * Sets the methods whose requests always run and are never recorded, with or without a key. Default: GET, HEAD,
     * OPTIONS and TRACE, which are safe (RFC 9110, 9.2.1).
     *
     * @param methods the methods, in any case
     * @return this builder
     */
    public HttpHandlerBuilder keyIgnoredFor(String... methods) {
        this.ignored = methods(methods);
        return this;
    }

    /**
     * Sets the function that names the route, which is part of the key, with the method. Never null or empty. Default:
     * {@link HttpRequest#route()}. For a source without templates, a function that maps {@code /payments/42} to {@code
     * /payments/{id}} turns a key that is reused under another id into a 422 instead of another operation.
     *
     * @param route the function, thread-safe
     * @return this builder
     */
    public HttpHandlerBuilder route(Function<HttpRequest, String> route) {
        this.route = Objects.requireNonNull(route, "route");
        return this;
    }

    /**
     * Sets what must be equal in every request with one key. Default: {@link HttpRequest#contentIdentity()}, which
     * takes the body's bytes as they are. What it throws is answered with 400.
     *
     * @param part the function, thread-safe
     * @return this builder
     */
    public HttpHandlerBuilder fingerprintOf(Function<HttpRequest, @Nullable Object> part) {
        this.fingerprinted = Objects.requireNonNull(part, "part");
        return this;
    }

    /**
     * Sets the responses that are stored. Default: {@link StoredStatuses#standard()}.
     *
     * @param statuses the selection
     * @return this builder
     */
    public HttpHandlerBuilder storedStatuses(StoredStatuses statuses) {
        this.statuses = Objects.requireNonNull(statuses, "statuses");
        return this;
    }

    /**
     * Adds header fields that are never stored, so that replays lack them. Never stored in any case: cookies; {@code
     * Authorization}, {@code WWW-Authenticate}, {@code Authentication-Info}, {@code DPoP} and {@code DPoP-Nonce}; every
     * name that begins with {@code Proxy-}, {@code X-Amzn-Remapped-} or {@code X-Amzn-Oidc-};
     * every name whose last words are those of a credential, such as {@code X-Api-Key}, {@code Password} and {@code
     * X-Client-Secret}; and every name that ends in {@code Token}, except positions in lists and names of requests,
     * such as {@code X-Next-Token} and {@code X-Client-Token}. Credentials in a body are stored: encrypt with
     * {@code IdempotencyBuilder.wrapping}, or leave such responses out of {@link #storedStatuses}.
     *
     * @param headers the names, in any case
     * @return this builder
     */
    public HttpHandlerBuilder neverStore(String... headers) {
        Set<String> names = new HashSet<>(neverStored);
        names.addAll(List.of(headers));
        this.neverStored = Set.copyOf(names);
        return this;
    }

    /**
     * Sets the page that explains the problems to your clients; each problem's type is this and {@code #} with its
     * name, such as {@code #key-missing}. Default: a URN that names the draft.
     *
     * @param page an absolute address without a fragment
     * @return this builder
     */
    public HttpHandlerBuilder documentation(URI page) {
        if (page.getRawFragment() != null) {
            throw new IllegalArgumentException("documentation has a fragment, which is for the problem's name");
        }
        this.documentation = page;
        return this;
    }

    /**
     * Sets the {@code Retry-After} of answers without a lease: 503, and a lost claim. Default: 1 s. Positive; whole
     * seconds, rounded up.
     *
     * @param retryAfter the time
     * @return this builder
     */
    public HttpHandlerBuilder retryAfter(Duration retryAfter) {
        if (!retryAfter.isPositive()) {
            throw new IllegalArgumentException("retryAfter must be positive, is " + retryAfter);
        }
        this.retryAfter = retryAfter;
        return this;
    }

    /**
     * Sets the clock, which must be the engine's. Default: the system's.
     *
     * @param clock the clock
     * @return this builder
     */
    public HttpHandlerBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Adds a header field to every answer of the handler itself, such as {@code Access-Control-Allow-Origin}: without
     * it a browser hides a 409 or 422 from the page that sent the request. Responses of the body, also replayed ones,
     * have their own header fields. Default: none.
     *
     * @param name the name of the field
     * @param value the value of the field
     * @return this builder
     */
    public HttpHandlerBuilder ownAnswerHeader(String name, String value) {
        HttpResponse.of(200).withHeader(name, value); // validates both
        this.ownHeaders = ownHeaders.with(name, value);
        return this;
    }

    /**
     * Lets pages of these origins read the handler's own answers and its replays: {@code Access-Control-Allow-Origin}
     * with the request's {@code Origin} if it is one of them, {@code Vary: Origin}, and
     * {@code Access-Control-Expose-Headers} for {@code Retry-After} and {@code Idempotent-Replayed}. In a replay they
     * replace what the stored response allows. Responses of a body that ran now have their own header fields. Preflight
     * requests are the body's or the API's, which must allow the header {@code Idempotency-Key}. Default: no such
     * fields.
     *
     * @param origins the origins as browsers send them, such as {@code https://shop.example.com}; or {@code *} alone
     * @return this builder
     */
    public HttpHandlerBuilder crossOrigin(String... origins) {
        this.crossOrigin = new CrossOrigin(Set.of(origins));
        return this;
    }

    /**
     * Builds the handler.
     *
     * @param body the body
     * @return the handler
     * @throws IllegalArgumentException if a setting is invalid; the message names it
     */
    public HttpHandler build(HttpBody body) {
        Objects.requireNonNull(body, "body");
        requireCallers();
        requireDistinctMethods();
        HttpOperations operations = operations(route, fingerprinted);
        HttpPolicies policies = new HttpPolicies(
                new IdempotencyKeyHeader(keyHeader, longestKey, keyForm),
                required,
                ignored,
                caller,
                operations.scope(),
                statuses,
                StoredResponse.without(neverStored),
                new OwnAnswers(documentation, ownHeaders, crossOrigin),
                retryAfter,
                clock);
        OperationTemplate<HttpCall, String> keyed = operations.guarded(idempotency, name, policies);
        return new HttpHandler(policies, body, keyed, keyed.withoutKey());
    }

    private void requireCallers() {
        if (caller == null && !anonymous) {
            throw refused("no caller was declared, and a key belongs to its caller. Call caller(...), or "
                    + "anonymousCallers() if everybody may see every answer");
        }
        if (caller != null && anonymous) {
            throw refused("caller(...) and anonymousCallers() exclude each other");
        }
    }

    private void requireDistinctMethods() {
        String both = required.stream().filter(ignored::contains).sorted().collect(Collectors.joining(", "));
        if (!both.isEmpty()) {
            throw refused("keyRequiredFor and keyIgnoredFor both have " + HttpHeaders.printable(both));
        }
    }

    private static Set<String> methods(String... methods) {
        return Stream.of(methods).map(HttpPolicies::method).collect(Collectors.toUnmodifiableSet());
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("HTTP operation '" + HttpHeaders.printable(name) + "': " + why);
    }
}
