// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.InvalidEventException;
import dev.semel.lambda.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that look like HTTP requests and are none: nothing runs. */
class ForeignEventsTest {

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a REQUEST authorizer of a REST API
                """
                {"type": "REQUEST", "methodArn": "arn:aws:execute-api:eu-west-1:123456789012:a/s/POST/pay",
                 "resource": "/pay", "path": "/pay", "httpMethod": "POST", "headers": {"Idempotency-Key": "k"},
                 "multiValueHeaders": {"Idempotency-Key": ["k"]},
                 "requestContext": {"apiId": "a", "httpMethod": "POST", "requestId": "r"}}""",
                // the same without its type
                """
                {"methodArn": "arn:aws:execute-api:eu-west-1:123456789012:a/s/GET/pay", "path": "/pay",
                 "httpMethod": "GET", "requestContext": {"apiId": "a"}}""",
                // an authorizer of an HTTP API, payload format 2.0
                """
                {"version": "2.0", "type": "REQUEST", "routeKey": "POST /pay", "rawPath": "/pay",
                 "routeArn": "arn:aws:execute-api:eu-west-1:123456789012:a/s/POST/pay",
                 "headers": {"idempotency-key": "k"},
                 "requestContext": {"apiId": "a", "http": {"method": "POST", "path": "/pay"}}}""",
                // and 1.0
                """
                {"version": "1.0", "type": "REQUEST", "identitySource": "u", "httpMethod": "POST", "path": "/pay",
                 "methodArn": "arn:aws:execute-api:eu-west-1:123456789012:a/s/POST/pay",
                 "headers": {"idempotency-key": "k"}, "requestContext": {"apiId": "a"}}""",
                // one whose ARN a tool left out
                """
                {"version": "2.0", "type": "REQUEST", "rawPath": "/pay", "headers": {"idempotency-key": "k"},
                 "identitySource": ["u"],
                 "requestContext": {"apiId": "a", "http": {"method": "POST", "path": "/pay"}}}""",
                """
                {"type": "REQUEST", "methodArn": null, "path": "/pay", "httpMethod": "POST",
                 "headers": {"Idempotency-Key": "k"}, "requestContext": {"apiId": "a"}}""",
                // a TOKEN authorizer
                """
                {"type": "TOKEN", "authorizationToken": "secret", "httpMethod": "POST", "path": "/pay",
                 "methodArn": "arn:aws:execute-api:eu-west-1:123456789012:a/s/POST/pay", "requestContext": {}}""",
                // a WebSocket message, as some tools send it
                """
                {"httpMethod": "POST", "path": "/", "headers": {"Idempotency-Key": "k"}, "body": "{}",
                 "requestContext": {"routeKey": "pay", "eventType": "MESSAGE", "connectionId": "c", "apiId": "a"}}""",
                // one without its connection's id
                """
                {"httpMethod": "POST", "path": "/", "headers": {"Idempotency-Key": "k"}, "body": "{}",
                 "requestContext": {"routeKey": "$connect", "messageDirection": "IN", "connectedAt": 1767322800000}}""",
                // and a connection
                """
                {"httpMethod": "GET", "path": "/", "headers": {},
                 "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "connectionId": "c"}}""",
                """
                {"version": "2.0", "rawPath": "/", "headers": {"idempotency-key": "k"},
                 "requestContext": {"eventType": "DISCONNECT", "http": {"method": "POST"}}}"""
            })
    void nothingRuns(String event) {
        assertThatThrownBy(() -> bench.counting()
                        .handleRequest(
                                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                                new ByteArrayOutputStream(),
                                new TestContext(20_000)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageMatching(".*(authorizer|WebSocket).*")
                .hasMessageNotContaining("secret");
        assertThat(bench.executed).isEmpty();
    }
}
