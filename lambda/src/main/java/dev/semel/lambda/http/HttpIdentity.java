// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Identity of the caller, as far as API Gateway, the function URL or VPC Lattice has verified it: nothing here is taken
 * from a header that a client can write. {@link Caller} selects the part that names the caller. Immutable.
 *
 * @param principal the principal that a Lambda authorizer named; null for none, and in payload format 2.0
 * @param claims the claims of a verified token (JWT authorizer, Cognito user pool) that are texts, numbers or booleans
 * @param authorizerContext the members of a Lambda authorizer's context that are texts, numbers or booleans; behind VPC
 *     Lattice those of its identity
 * @param iamArn the ARN of the IAM user, role or session that signed the request; null for none
 * @param cognitoIdentityId the identity of a Cognito identity pool behind that signature; null for none
 * @param apiKeyId the id of the REST API's key that came with the request; null for none
 * @param nonTexts the values above that came as numbers or booleans and are spelled as texts here: {@code principal},
 *     {@code claims/NAME}, {@code authorizerContext/NAME}
 */
public record HttpIdentity(
        @Nullable String principal,
        Map<String, String> claims,
        Map<String, String> authorizerContext,
        @Nullable String iamArn,
        @Nullable String cognitoIdentityId,
        @Nullable String apiKeyId,
        Set<String> nonTexts) {

    static final String PRINCIPAL = "principal";
    static final String CLAIMS = "claims/";
    static final String CONTEXT = "authorizerContext/";

    /** Copies the maps and the set. */
    public HttpIdentity {
        nonTexts = Set.copyOf(nonTexts);
        claims = Map.copyOf(Objects.requireNonNull(claims, "claims"));
        authorizerContext = Map.copyOf(Objects.requireNonNull(authorizerContext, "authorizerContext"));
    }

    /**
     * Makes an identity whose values all came as texts.
     *
     * @param principal the principal that a Lambda authorizer named; null for none
     * @param claims the claims of a verified token
     * @param authorizerContext the members of a Lambda authorizer's context
     * @param iamArn the ARN of the IAM user, role or session that signed the request; null for none
     * @param cognitoIdentityId the identity of a Cognito identity pool behind that signature; null for none
     * @param apiKeyId the id of the REST API's key that came with the request; null for none
     */
    public HttpIdentity(
            @Nullable String principal,
            Map<String, String> claims,
            Map<String, String> authorizerContext,
            @Nullable String iamArn,
            @Nullable String cognitoIdentityId,
            @Nullable String apiKeyId) {
        this(principal, claims, authorizerContext, iamArn, cognitoIdentityId, apiKeyId, Set.of());
    }

    /** {@return the identity without any part} */
    public static HttpIdentity unknown() {
        return new HttpIdentity(null, Map.of(), Map.of(), null, null, null, Set.of());
    }

    /**
     * {@return a claim of the verified token}
     *
     * @param name the name of the claim
     */
    public Optional<String> claim(String name) {
        return Optional.ofNullable(claims.get(name));
    }

    /** Shows which kinds of identity are present, never their values. */
    @Override
    public String toString() {
        return "HttpIdentity[principal=" + (principal != null) + ", claims=" + !claims.isEmpty()
                + ", authorizerContext=" + !authorizerContext.isEmpty() + ", iamArn=" + (iamArn != null)
                + ", cognitoIdentityId=" + (cognitoIdentityId != null) + ", apiKeyId=" + (apiKeyId != null) + "]";
    }
}
