// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.LengthPrefixed;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says who a request's authenticated caller is. The caller is part of the record's key, so that nobody gets the answer
 * that was given to another, whatever {@code Idempotency-Key} they send; its name stands in the record's id. Each kind has names of its own: a JWT's subject
 * {@code 7} is not the principal {@code 7}. A request whose caller is not found is refused, nothing runs.
 *
 * <p>A name must stay the same over a client's retries, for as long as results are replayed. One handler behind several
 * APIs whose authorizers may give one name to different people wants {@link #perApi()}. Immutable and thread-safe.
 */
public final class Caller {

    private final Function<HttpRequest, @Nullable String> name;

    private Caller(Function<HttpRequest, @Nullable String> name) {
        this.name = name;
    }

    /**
     * Returns the caller that the {@code principalId} of a Lambda authorizer names: REST APIs, and HTTP APIs with payload
     * format 1.0. Format 2.0 has none, see {@link #authorizerContext}.
     */
    public static Caller principal() {
        return kind("principal", request -> request.identity().principal());
    }

    /**
     * Returns the caller that issuer and subject ({@code iss} and {@code sub}) of a verified token name: JWT authorizers,
     * and Cognito user pools. Tokens are verified by API Gateway, so a route without an authorizer has no caller.
     */
    public static Caller jwtSubject() {
        return jwtClaim("sub");
    }

    /** Returns the caller that the issuer and another claim of a verified token name, such as {@code client_id}. */
    public static Caller jwtClaim(String claim) {
        requireFilled(claim, "claim");
        return kind("jwt", request -> {
            String issuer = request.identity().claims().get("iss");
            String value = request.identity().claims().get(claim);
            return issuer == null || issuer.isEmpty() || value == null || value.isEmpty()
                    ? null
                    : LengthPrefixed.list(claim, issuer, value);
        });
    }

    /**
     * Returns the caller whose IAM credentials signed the request, by the ARN. That of an assumed role ends in the name of
     * the session: a client that takes a new one for a retry is another caller then, see {@link #iamRole()}. Callers of
     * a Cognito identity pool share an ARN and are told apart by their identity id.
     */
    public static Caller iamArn() {
        return kind("iam", request -> iam(request.identity(), arn -> arn));
    }

    /**
     * Returns the caller whose IAM credentials signed the request, all sessions of an assumed role being one. Right where
     * one service uses the role; where several do, each gets the others' answers for equal keys. Callers of a Cognito
     * identity pool are told apart by their identity id.
     */
    public static Caller iamRole() {
        return kind("iam-role", request -> iam(request.identity(), Caller::withoutSession));
    }

    /**
     * Returns the caller that the id of a REST API's key names. AWS advises against keys as the only authentication (API
     * Gateway Developer Guide, "Usage plans and API keys"): whoever shares a key shares the answers.
     */
    public static Caller apiKey() {
        return kind("api-key", request -> request.identity().apiKeyId());
    }

    /**
     * Returns the caller that one value of a Lambda authorizer's context names: {@code requestContext.authorizer.lambda} in
     * payload format 2.0, {@code requestContext.authorizer} before.
     */
    public static Caller authorizerContext(String field) {
        requireFilled(field, "field");
        return kind("authorizer", request -> {
            String value = request.identity().authorizerContext().get(field);
            return value == null || value.isEmpty() ? null : LengthPrefixed.list(field, value);
        });
    }

    /**
     * Returns the caller that an Application Load Balancer has authenticated, by the header {@code x-amzn-oidc-identity}.
     * Requests from other sources have no caller. The header is worth believing only where every listener rule that
     * forwards to the function has an authenticate action, and only load balancers may invoke the function; otherwise
     * clients write it themselves. AWS describes how to verify the signed {@code x-amzn-oidc-data} instead ("Authenticate
     * users using an Application Load Balancer"): use {@link #by} for that.
     */
    public static Caller albOidcIdentity() {
        return kind("alb-oidc", request -> switch (request.format()) {
            case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> single(request, "x-amzn-oidc-identity");
            case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL -> null;
        });
    }

    /**
     * Returns the caller that a function of the request names, which must rest on something that was verified.
     *
     * @param kind names this way of naming callers; never empty, must stay as long as records live
     * @param name gives null or an empty text for a request without a caller; thread-safe. What it throws goes to Lambda,
     *     and nothing is executed
     */
    public static Caller by(String kind, Function<HttpRequest, @Nullable String> name) {
        requireFilled(kind, "kind");
        Objects.requireNonNull(name, "name");
        return kind("by-" + kind, name);
    }

    /** Returns this caller, or where there is none the other: for routes with different authorizers. */
    public Caller or(Caller other) {
        Objects.requireNonNull(other, "other");
        return new Caller(request -> {
            String found = of(request);
            return found == null ? other.of(request) : found;
        });
    }

    /**
     * Returns this caller as another one in each API: its id, or the load balancer's target group, becomes part of the
     * name. A retry that comes through another API, as after a failover to another Region, is then no duplicate.
     */
    public Caller perApi() {
        return new Caller(request -> {
            String found = of(request);
            return found == null ? null : LengthPrefixed.list("api", request.api(), found);
        });
    }

    /** The caller's name; null for none, never empty. */
    @Nullable
    String of(HttpRequest request) {
        return name.apply(request);
    }

    private static Caller kind(String kind, Function<HttpRequest, @Nullable String> name) {
        return new Caller(request -> {
            String found = name.apply(request);
            return found == null || found.isEmpty() ? null : LengthPrefixed.list(kind, found);
        });
    }

    private static @Nullable String iam(HttpIdentity identity, Function<String, String> part) {
        String arn = identity.iamArn();
        if (arn == null) {
            return null;
        }
        String pooled = identity.cognitoIdentityId();
        return pooled == null ? LengthPrefixed.list(part.apply(arn)) : LengthPrefixed.list(part.apply(arn), pooled);
    }

    /** {@code arn:aws:sts::123456789012:assumed-role/role/session}, without its last part. */
    private static String withoutSession(String arn) {
        boolean assumed = arn.toLowerCase(Locale.ROOT).contains(":assumed-role/");
        return assumed && arn.indexOf('/') < arn.lastIndexOf('/') ? arn.substring(0, arn.lastIndexOf('/')) : arn;
    }

    private static @Nullable String single(HttpRequest request, String header) {
        List<String> values = request.headers().all(header);
        return values.size() == 1 ? values.get(0) : null;
    }

    private static void requireFilled(String text, String argument) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
    }
}
