// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.LengthPrefixed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two callers with one Idempotency-Key never see each other's answers, whatever names them. */
class CallerTest {

    private final HttpBench bench = new HttpBench();

    static Stream<Arguments> policies() {
        return Stream.of(
                policy("principal, REST", Caller.principal(), HttpFormat.REST_API, CallerTest::principal),
                policy("principal, HTTP 1.0", Caller.principal(), HttpFormat.HTTP_API_1, CallerTest::principal),
                policy("Cognito, REST", Caller.jwtSubject(), HttpFormat.REST_API, CallerTest::firstClaims),
                policy("JWT, HTTP 1.0", Caller.jwtSubject(), HttpFormat.HTTP_API_1, CallerTest::firstClaims),
                policy("JWT, HTTP 2.0", Caller.jwtSubject(), HttpFormat.HTTP_API_2, CallerTest::secondClaims),
                policy("JWT client", Caller.jwtClaim("client_id"), HttpFormat.HTTP_API_2, CallerTest::clientId),
                policy("IAM, REST", Caller.iamArn(), HttpFormat.REST_API, CallerTest::firstArn),
                policy("IAM, HTTP 2.0", Caller.iamArn(), HttpFormat.HTTP_API_2, CallerTest::secondArn),
                policy("IAM, function URL", Caller.iamArn(), HttpFormat.FUNCTION_URL, CallerTest::secondArn),
                policy("IAM, pool", Caller.iamArn(), HttpFormat.REST_API, CallerTest::firstPool),
                policy("IAM role, pool", Caller.iamRole(), HttpFormat.HTTP_API_2, CallerTest::secondPool),
                policy("IAM role", Caller.iamRole(), HttpFormat.REST_API, CallerTest::role),
                policy("API key", Caller.apiKey(), HttpFormat.REST_API, CallerTest::apiKey),
                policy("context 1.0", Caller.authorizerContext("team"), HttpFormat.REST_API, CallerTest::firstTeam),
                policy("context 2.0", Caller.authorizerContext("team"), HttpFormat.HTTP_API_2, CallerTest::secondTeam),
                policy("IAM, VPC Lattice", Caller.iamArn(), HttpFormat.VPC_LATTICE, CallerTest::lattice),
                policy("IAM role, VPC Lattice", Caller.iamRole(), HttpFormat.VPC_LATTICE, CallerTest::lattice),
                policy("ALB", Caller.albOidcIdentity(), HttpFormat.LOAD_BALANCER, CallerTest::oidc),
                policy("ALB multi", Caller.albOidcIdentity(), HttpFormat.LOAD_BALANCER_MULTI_VALUE, CallerTest::oidc),
                policy(
                        "function",
                        Caller.by(
                                "user",
                                request -> request.headers().first("X-User").orElse(null)),
                        HttpFormat.FUNCTION_URL,
                        (event, name) -> event.header("x-user", name)),
                policy(
                        "either",
                        Caller.jwtSubject().or(Caller.apiKey()).perApi(),
                        HttpFormat.REST_API,
                        CallerTest::apiKey));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void callersNeverSeeEachOthersAnswers(String name, Caller caller, Function<String, HttpEventEdit> from) {
        HttpHandler handler = bench.builder().caller(caller).build((request, execution) -> bench.counted(request));

        assertThat(bench.send(handler, from.apply("alice")).body().toUtf8()).isEqualTo("answer 1");
        assertThat(bench.send(handler, from.apply("bob")).body().toUtf8()).isEqualTo("answer 2");
        HttpAnswer alice = bench.send(handler, from.apply("alice"));
        HttpAnswer bob = bench.send(handler, from.apply("bob"));

        assertThat(alice.body().toUtf8()).isEqualTo("answer 1");
        assertThat(alice.isReplay()).isTrue();
        assertThat(bob.body().toUtf8()).isEqualTo("answer 2");
        assertThat(bench.executed).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void aRequestWithoutACallerIs403_andNothingRuns(String name, Caller caller, Function<String, HttpEventEdit> from) {
        HttpHandler handler = bench.builder().caller(caller).build((request, execution) -> bench.counted(request));
        HttpFormat format = from.apply("alice").format();

        HttpAnswer answer = bench.send(handler, HttpEventEdit.of(format).key("k1"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem().path("type").asText()).endsWith("#caller-unknown");
        assertThat(bench.executed).isEmpty();
        assertThat(bench.stored()).isEmpty();
    }

    @Test
    void thePoolsIdentityIsPartOfTheCaller() {
        assertThat(nameOf(Caller.iamArn(), firstPool(rest(), "alice")))
                .isNotEqualTo(nameOf(Caller.iamArn(), firstPool(rest(), "bob")));
    }

    @Test
    void aRoleIsOneCallerInAllItsSessions_andAnArnIsNot() {
        HttpEventEdit one = rest().context("identity", "userArn", "arn:aws:sts::123456789012:assumed-role/pay/one");
        HttpEventEdit two = rest().context("identity", "userArn", "arn:aws:sts::123456789012:assumed-role/pay/two");
        assertThat(nameOf(Caller.iamRole(), one)).isEqualTo(nameOf(Caller.iamRole(), two));
        assertThat(nameOf(Caller.iamArn(), one)).isNotEqualTo(nameOf(Caller.iamArn(), two));
        HttpEventEdit alice = rest().context("identity", "userArn", "arn:aws:iam::123456789012:user/team/alice");
        HttpEventEdit bob = rest().context("identity", "userArn", "arn:aws:iam::123456789012:user/team/bob");
        assertThat(nameOf(Caller.iamRole(), alice)).isNotEqualTo(nameOf(Caller.iamRole(), bob));
    }

    @Test
    void aPrincipalThatLatticeDidNotCheckIsNoCaller() {
        HttpEventEdit signed = lattice(HttpEventEdit.of(HttpFormat.VPC_LATTICE), "alice");
        assertThat(nameOf(Caller.iamArn(), signed)).isNotNull();
        assertThat(Caller.iamArn().of(signed.context("identity", "type", "NONE").request()))
                .isNull();
        assertThat(Caller.authorizerContext("sourceVpcArn").of(signed.request()))
                .contains("vpc-0b8276c84697e7339");
        assertThat(Caller.iamArn().of(HttpEventEdit.of(HttpFormat.VPC_LATTICE_1).request()))
                .isNull();
    }

    @Test
    void numbersThatDifferInAnyDigitAreTwoCallers() {
        HttpEventEdit one = secondClaims(http(), "alice");
        HttpEventEdit two = secondClaims(http(), "alice");
        claims(one).set("sub", new DecimalNode(new BigDecimal("12345678901234567.25")));
        claims(two).set("sub", new DecimalNode(new BigDecimal("12345678901234567.26")));
        assertThat(nameOf(Caller.jwtSubject(), one)).isNotEqualTo(nameOf(Caller.jwtSubject(), two));

        claims(one).set("sub", new BigIntegerNode(new BigInteger("9007199254740993")));
        claims(two).set("sub", new BigIntegerNode(new BigInteger("9007199254740992")));
        assertThat(nameOf(Caller.jwtSubject(), one)).isNotEqualTo(nameOf(Caller.jwtSubject(), two));

        claims(one).set("sub", new DecimalNode(new BigDecimal("7.0")));
        claims(two).put("sub", 7);
        assertThat(nameOf(Caller.jwtSubject(), one)).isEqualTo(nameOf(Caller.jwtSubject(), two));
    }

    @Test
    void aNumberIsNotTheTextOfTheSameSpelling() {
        for (JsonNode number : List.of(IntNode.valueOf(5), BooleanNode.TRUE)) {
            HttpEventEdit text = secondClaims(http(), number.asText());
            HttpEventEdit other = secondClaims(http(), "");
            claims(other).set("sub", number);
            assertThat(nameOf(Caller.jwtSubject(), other)).isNotEqualTo(nameOf(Caller.jwtSubject(), text));

            HttpEventEdit issuer = secondClaims(http(), "alice");
            HttpEventEdit otherIssuer = secondClaims(http(), "alice");
            claims(issuer).put("iss", number.asText());
            claims(otherIssuer).set("iss", number);
            assertThat(nameOf(Caller.jwtSubject(), otherIssuer)).isNotEqualTo(nameOf(Caller.jwtSubject(), issuer));

            HttpEventEdit principal = principal(rest(), number.asText());
            HttpEventEdit otherPrincipal = principal(rest(), "");
            ((ObjectNode) otherPrincipal.root().at("/requestContext/authorizer")).set("principalId", number);
            for (Caller caller : List.of(Caller.principal(), Caller.authorizerContext("principalId"))) {
                assertThat(nameOf(caller, otherPrincipal)).isNotEqualTo(nameOf(caller, principal));
            }
        }
    }

    /** In records of live operations: no change of these. */
    @Test
    void namesOfTextsStay() {
        assertThat(nameOf(Caller.principal(), principal(rest(), "7"))).isEqualTo(LengthPrefixed.list("principal", "7"));
        assertThat(nameOf(Caller.authorizerContext("principalId"), principal(rest(), "7")))
                .isEqualTo(LengthPrefixed.list("authorizer", LengthPrefixed.list("principalId", "7")));
        HttpEventEdit claims = secondClaims(http(), "7");
        assertThat(nameOf(Caller.jwtSubject(), claims))
                .isEqualTo(LengthPrefixed.list(
                        "jwt",
                        LengthPrefixed.list("sub", claims(claims).path("iss").asText(), "7")));
    }

    @Test
    void anUnreadableIdentityOfAPoolIsNoCaller() {
        HttpEventEdit pooled = rest().context("identity", "userArn", POOL);
        ((ObjectNode) pooled.root().at("/requestContext/identity")).put("cognitoIdentityId", 7);
        assertThat(Caller.iamArn().of(pooled.request())).isNull();
        assertThat(Caller.iamRole().of(pooled.request())).isNull();
    }

    private static ObjectNode claims(HttpEventEdit event) {
        return (ObjectNode) event.root().at("/requestContext/authorizer/jwt/claims");
    }

    @Test
    void aSubjectBelongsToItsIssuer() {
        HttpEventEdit one = secondClaims(http(), "alice");
        HttpEventEdit two =
                secondClaims(http(), "alice").context("authorizer", "jwt", "claims", "iss", "https://other/");
        assertThat(nameOf(Caller.jwtSubject(), one)).isNotEqualTo(nameOf(Caller.jwtSubject(), two));
        HttpEventEdit none = http().context("authorizer", "jwt", "claims", "sub", "alice");
        assertThat(Caller.jwtSubject().of(none.request())).isNull();
    }

    @Test
    void kindsHaveNamesOfTheirOwn() {
        HttpEventEdit both = apiKey(principal(rest(), "7"), "7");
        assertThat(nameOf(Caller.principal(), both)).isNotEqualTo(nameOf(Caller.apiKey(), both));
        assertThat(nameOf(Caller.by("principal", request -> "7"), both)).isNotEqualTo(nameOf(Caller.principal(), both));
        assertThat(nameOf(Caller.principal().or(Caller.apiKey()), both)).isEqualTo(nameOf(Caller.principal(), both));
    }

    @Test
    void aHeaderOfTheLoadBalancerCountsFromLoadBalancersOnly() {
        for (HttpFormat format : HttpFormat.values()) {
            HttpRequest request = oidc(HttpEventEdit.of(format), "alice").request();
            boolean counts = switch (format) {
                case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> true;
                case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL, VPC_LATTICE, VPC_LATTICE_1 -> false;
            };
            assertThat(Caller.albOidcIdentity().of(request) != null).isEqualTo(counts);
        }
        HttpEventEdit twice =
                HttpEventEdit.of(HttpFormat.LOAD_BALANCER_MULTI_VALUE).header("x-amzn-oidc-identity", "alice", "bob");
        assertThat(Caller.albOidcIdentity().of(twice.request())).isNull();
    }

    @Test
    void anApiMayBePartOfTheName() {
        HttpEventEdit one = principal(rest(), "7");
        HttpEventEdit two = principal(rest(), "7").context("apiId", "other");
        assertThat(nameOf(Caller.principal(), one)).isEqualTo(nameOf(Caller.principal(), two));
        assertThat(nameOf(Caller.principal().perApi(), one))
                .isNotEqualTo(nameOf(Caller.principal().perApi(), two));
    }

    @Test
    void whatANamingFunctionThrowsGoesToLambda() {
        HttpHandler handler = bench.builder()
                .caller(Caller.by("user", request -> {
                    throw new IllegalStateException("no user");
                }))
                .build((request, execution) -> bench.counted(request));
        assertThatThrownBy(() -> bench.send(handler, rest().key("k1"))).hasMessage("no user");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void emptyNamesAreRefused() {
        assertThatThrownBy(() -> Caller.jwtClaim("")).hasMessageContaining("claim");
        assertThatThrownBy(() -> Caller.authorizerContext("")).hasMessageContaining("field");
        assertThatThrownBy(() -> Caller.by("", request -> "x")).hasMessageContaining("kind");
        for (Caller caller : List.of(Caller.principal(), Caller.apiKey(), Caller.by("x", request -> ""))) {
            assertThat(caller.of(apiKey(principal(rest(), ""), "").request())).isNull();
        }
    }

    private static String nameOf(Caller caller, HttpEventEdit event) {
        String name = caller.of(event.request());
        assertThat(name).isNotEmpty();
        return String.valueOf(name);
    }

    private static HttpEventEdit rest() {
        return HttpEventEdit.of(HttpFormat.REST_API);
    }

    private static HttpEventEdit http() {
        return HttpEventEdit.of(HttpFormat.HTTP_API_2);
    }

    @FunctionalInterface
    private interface Signing {
        HttpEventEdit sign(HttpEventEdit event, String name);
    }

    private static Arguments policy(String name, Caller caller, HttpFormat format, Signing signing) {
        Function<String, HttpEventEdit> from =
                who -> signing.sign(HttpEventEdit.of(format).key("k1"), who);
        return arguments(name, caller, from);
    }

    private static HttpEventEdit lattice(HttpEventEdit event, String name) {
        return event.context("identity", "type", "AWS_IAM")
                .context("identity", "principal", "arn:aws:sts::123456789012:assumed-role/" + name + "/session")
                .context("identity", "sessionName", "session");
    }

    private static HttpEventEdit principal(HttpEventEdit event, String name) {
        return event.context("authorizer", "principalId", name);
    }

    private static HttpEventEdit firstClaims(HttpEventEdit event, String name) {
        return event.context("authorizer", "claims", "iss", "https://issuer/")
                .context("authorizer", "claims", "sub", name);
    }

    private static HttpEventEdit secondClaims(HttpEventEdit event, String name) {
        return event.context("authorizer", "jwt", "claims", "iss", "https://issuer/")
                .context("authorizer", "jwt", "claims", "sub", name);
    }

    private static HttpEventEdit clientId(HttpEventEdit event, String name) {
        return event.context("authorizer", "jwt", "claims", "iss", "https://issuer/")
                .context("authorizer", "jwt", "claims", "client_id", name);
    }

    private static HttpEventEdit firstArn(HttpEventEdit event, String name) {
        return event.context("identity", "userArn", "arn:aws:iam::123456789012:user/" + name);
    }

    private static HttpEventEdit secondArn(HttpEventEdit event, String name) {
        return event.context("authorizer", "iam", "userArn", "arn:aws:iam::123456789012:user/" + name);
    }

    private static final String POOL = "arn:aws:sts::123456789012:assumed-role/pool/CognitoIdentityCredentials";

    private static HttpEventEdit firstPool(HttpEventEdit event, String name) {
        return event.context("identity", "userArn", POOL).context("identity", "cognitoIdentityId", "us-east-1:" + name);
    }

    private static HttpEventEdit secondPool(HttpEventEdit event, String name) {
        return event.context("authorizer", "iam", "userArn", POOL)
                .context("authorizer", "iam", "cognitoIdentity", "identityId", "us-east-1:" + name);
    }

    private static HttpEventEdit role(HttpEventEdit event, String name) {
        return event.context("identity", "userArn", "arn:aws:sts::123456789012:assumed-role/" + name + "/session");
    }

    private static HttpEventEdit apiKey(HttpEventEdit event, String name) {
        return event.context("identity", "apiKeyId", name);
    }

    private static HttpEventEdit firstTeam(HttpEventEdit event, String name) {
        return event.context("authorizer", "team", name);
    }

    private static HttpEventEdit secondTeam(HttpEventEdit event, String name) {
        return event.context("authorizer", "lambda", "team", name);
    }

    private static HttpEventEdit oidc(HttpEventEdit event, String name) {
        return event.header("x-amzn-oidc-identity", name);
    }
}
