// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The identity of a request: what it shows in logs, and what it gives to those who name a caller. */
final class HttpIdentityTest {

    private static final String NOTHING = "HttpIdentity[principal=false, claims=false, authorizerContext=false,"
            + " iamArn=false, cognitoIdentityId=false, apiKeyId=false]";

    static Stream<Arguments> parts() {
        Map<String, String> some = Map.of("sub", "secret");
        return Stream.of(
                Arguments.of("principal", new HttpIdentity("secret", Map.of(), Map.of(), null, null, null)),
                Arguments.of("claims", new HttpIdentity(null, some, Map.of(), null, null, null)),
                Arguments.of("authorizerContext", new HttpIdentity(null, Map.of(), some, null, null, null)),
                Arguments.of("iamArn", identity("secret", null, null)),
                Arguments.of("cognitoIdentityId", identity(null, "secret", null)),
                Arguments.of("apiKeyId", identity(null, null, "secret")));
    }

    private static HttpIdentity identity(@Nullable String arn, @Nullable String cognito, @Nullable String apiKey) {
        return new HttpIdentity(null, Map.of(), Map.of(), arn, cognito, apiKey);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void showsThatAPartIsThere_neverItsValue(String part, HttpIdentity identity) {
        assertThat(identity).hasToString(NOTHING.replace(part + "=false", part + "=true"));
    }

    @Test
    void withoutAnyPartNothingIsKnown() {
        assertThat(HttpIdentity.unknown()).hasToString(NOTHING);
        assertThat(HttpIdentity.unknown().claim("sub")).isEmpty();
    }

    @Test
    void aClaimIsFoundByItsName() {
        HttpIdentity identity = new HttpIdentity(null, Map.of("sub", "u1"), Map.of(), null, null, null);
        assertThat(identity.claim("sub")).contains("u1");
        assertThat(identity.claim("iss")).isEmpty();
    }
}
