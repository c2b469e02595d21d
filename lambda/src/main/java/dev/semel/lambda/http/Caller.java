// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.LengthPrefixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rule that finds a request's authenticated caller. The caller is part of the record's key, so no caller gets the
 * answer of another one, whatever {@code Idempotency-Key} it sends; its name stands in the record's id. Each kind has
 * names of its own: a JWT's subject {@code 7} is not the principal {@code 7}, and the number 7 is not the text
 * {@code "7"}. A request whose caller is not found is
 * refused, and nothing runs.
 *
 * <p>A name must stay the same over a client's retries, for as long as results are replayed. Use {@link #perApi()} for
 * one handler behind several APIs whose authorizers may give one name to different people. Immutable and thread-safe.
 */
public final class Caller {

    private final Function<HttpRequest, @Nullable String> name;

    private Caller(Function<HttpRequest, @Nullable String> name) {
        this.name = name;
    }

    /**
     * {@return the caller that the {@code principalId} of a Lambda authorizer names: REST APIs, and HTTP APIs with
     * payload format 1.0} Format 2.0 has none, see {@link #authorizerContext}.
     */
    public static Caller principal() {
        Caller text = kind("principal", request -> principal(request.identity(), false));
        return text.or(kind("principal-json", request -> principal(request.identity(), true)));
    }

    /**
     * {@return the caller that issuer and subject ({@code iss} and {@code sub}) of a verified token name: JWT
     * authorizers, and Cognito user pools} Tokens are verified by API Gateway, so a route without an authorizer has no
     * caller.
     */
    public static Caller jwtSubject() {
        return jwtClaim("sub");
    }

    /**
     * {@return the caller that the issuer and another claim of a verified token name, such as {@code client_id}}
     *
     * @param claim the name of the claim
     */
    public static Caller jwtClaim(String claim) {
        requireNonEmpty(claim, "claim");
        return kind("jwt", request -> {
            String issuer = request.identity().claims().get("iss");
            String value = request.identity().claims().get(claim);
            return issuer == null || issuer.isBlank() || value == null || value.isBlank()
                    ? null
                    : typed(
                            List.of(claim, issuer, value),
                            request.identity(),
                            HttpIdentity.CLAIMS + "iss",
                            HttpIdentity.CLAIMS + claim);
        });
    }

    /**
     * {@return the caller whose IAM credentials signed the request, by the ARN} The ARN of an assumed role ends in the
     * name of the session: a client with a new session for its retry is another caller, see {@link #iamRole()}. Callers
     * of a Cognito identity pool share an ARN and are distinguished by their identity id.
     */
    public static Caller iamArn() {
        return kind("iam", request -> iam(request.identity(), arn -> arn));
    }

    /**
     * {@return the caller whose IAM credentials signed the request, treating all sessions of an assumed role as one
     * caller} Use it if one service uses the role; if several do, each gets the answers of the others for equal keys.
     * Callers of a Cognito identity pool are distinguished by their identity id.
     */
    public static Caller iamRole() {
        return kind("iam-role", request -> iam(request.identity(), Caller::withoutSession));
    }

    /**
     * {@return the caller that the id of a REST API's key names} AWS advises against keys as the only authentication
     * (API Gateway Developer Guide, "Usage plans and API keys"): clients that share a key share the answers.
     */
    public static Caller apiKey() {
        return kind("api-key", request -> request.identity().apiKeyId());
    }

    /**
     * {@return the caller named by one value of a Lambda authorizer's context: {@code requestContext.authorizer.lambda}
     * in payload format 2.0, {@code requestContext.authorizer} before; behind VPC Lattice by one value of {@code
     * requestContext.identity}, such as {@code sourceVpcArn}}
     *
     * @param field the name of the value
     */
    public static Caller authorizerContext(String field) {
        requireNonEmpty(field, "field");
        return kind("authorizer", request -> {
            String value = request.identity().authorizerContext().get(field);
            return value == null || value.isBlank()
                    ? null
                    : typed(List.of(field, value), request.identity(), HttpIdentity.CONTEXT + field);
        });
    }

    /**
     * {@return the caller that an Application Load Balancer has authenticated, by the header {@code
     * x-amzn-oidc-identity}} Requests from other sources have no caller. Trust the header only if every listener rule
     * that forwards to the function has an authenticate action, and only load balancers may invoke the function;
     * otherwise clients can write it themselves. AWS describes how to verify the signed {@code x-amzn-oidc-data}
     * instead ("Authenticate users using an Application Load Balancer"): use {@link #by} for that.
     */
    public static Caller albOidcIdentity() {
        return kind("alb-oidc", request -> switch (request.format()) {
            case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> single(request, "x-amzn-oidc-identity");
            case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL, VPC_LATTICE, VPC_LATTICE_1 -> null;
        });
    }

    /**
     * {@return the caller named by a function of the request, which must use verified data only}
     *
     * @param kind the name of this rule; never empty, keep it as long as records live
     * @param name the function; null or an empty text for a request without a caller. Thread-safe. Its exceptions go to
     *     Lambda, and nothing is executed
     */
    public static Caller by(String kind, Function<HttpRequest, @Nullable String> name) {
        requireNonEmpty(kind, "kind");
        Objects.requireNonNull(name, "name");
        return kind("by-" + kind, name);
    }

    /**
     * {@return this caller, or the other one if there is none: for routes with different authorizers}
     *
     * @param other the other rule
     */
    public Caller or(Caller other) {
        Objects.requireNonNull(other, "other");
        return new Caller(request -> {
            String found = of(request);
            return found == null ? other.of(request) : found;
        });
    }

    /**
     * {@return a caller per API: the API's id, or the load balancer's target group, becomes part of the name} A retry
     * through another API, such as after a failover to another Region, is then no duplicate. A request whose event
     * lacks it has no caller.
     */
    public Caller perApi() {
        return new Caller(request -> {
            String found = of(request);
            return found == null || request.isApiMissing() ? null : LengthPrefixed.list("api", request.api(), found);
        });
    }

    /** {@return the caller's name; null for none, never empty} */
    @Nullable
    String of(HttpRequest request) {
        return name.apply(request);
    }

    private static Caller kind(String kind, Function<HttpRequest, @Nullable String> name) {
        return new Caller(request -> {
            String found = name.apply(request);
            return found == null || found.isBlank() ? null : LengthPrefixed.list(kind, found);
        });
    }

    private static @Nullable String principal(HttpIdentity identity, boolean nonText) {
        return identity.nonTexts().contains(HttpIdentity.PRINCIPAL) == nonText ? identity.principal() : null;
    }

    /** {@return a name in which the number 5 is not the text "5"; that of texts alone is the list of them} */
    private static String typed(List<String> parts, HttpIdentity identity, String... paths) {
        List<String> all = new ArrayList<>(parts);
        for (String path : paths) {
            if (identity.nonTexts().contains(path)) {
                all.add("json:" + path);
            }
        }
        return LengthPrefixed.list(all);
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
        boolean assumed = HttpNames.lower(arn).contains(":assumed-role/");
        return assumed && arn.indexOf('/') < arn.lastIndexOf('/') ? arn.substring(0, arn.lastIndexOf('/')) : arn;
    }

    private static @Nullable String single(HttpRequest request, String header) {
        List<String> values = request.headers().all(header);
        return values.size() == 1 ? values.get(0) : null;
    }

    private static void requireNonEmpty(String text, String argument) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(argument + " is " + (text.isEmpty() ? "empty" : "blank"));
        }
    }
}
