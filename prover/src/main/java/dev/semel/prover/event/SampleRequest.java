// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.event;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.PrintableText;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An HTTP request, whose document each front door of Lambda writes in its own form.
 *
 * @param method the method, such as {@code POST}
 * @param path the path, such as {@code /payments/42}
 * @param headers the headers, each with one value
 * @param body the body as text
 */
public record SampleRequest(String method, String path, Map<String, String> headers, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ACCOUNT = "123456789012";
    private static final String ADDRESS = "192.0.2.1";
    private static final String REQUEST_ID = "request-1";

    /** Refuses null, and copies the headers. */
    public SampleRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }

    /** {@return the document of a REST API of API Gateway} */
    public String ofRestApi() {
        return ofFirstFormat(MAPPER.createObjectNode()).toString();
    }

    /** {@return the document of an HTTP API of API Gateway, payload format 1.0} */
    public String ofHttpApi1() {
        return ofFirstFormat(MAPPER.createObjectNode().put("version", "1.0")).toString();
    }

    private ObjectNode ofFirstFormat(ObjectNode event) {
        event.put("resource", path).put("path", path).put("httpMethod", method);
        putHeaders(event);
        putMultiValueHeaders(event);
        event.putObject("requestContext")
                .put("accountId", ACCOUNT)
                .put("apiId", "70ixmpl4fl")
                .put("domainName", "70ixmpl4fl.execute-api.us-east-1.amazonaws.com")
                .put("httpMethod", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("requestId", REQUEST_ID)
                .put("requestTimeEpoch", 1767225585000L)
                .put("resourcePath", path)
                .put("stage", "prod")
                .putObject("identity")
                .put("sourceIp", ADDRESS);
        return event.put("body", body).put("isBase64Encoded", false);
    }

    /** {@return the document of an HTTP API of API Gateway, payload format 2.0} */
    public String ofHttpApi2() {
        return ofSecondFormat(method + " " + path, "70ixmpl4fl.execute-api.us-east-1.amazonaws.com");
    }

    /** {@return the document of a function URL} */
    public String ofFunctionUrl() {
        return ofSecondFormat("$default", "70ixmpl4fl.lambda-url.us-east-1.on.aws");
    }

    private String ofSecondFormat(String route, String domain) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", route)
                .put("rawPath", path)
                .put("rawQueryString", "");
        putLowerCaseHeaders(event);
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", ACCOUNT)
                .put("apiId", "70ixmpl4fl")
                .put("domainName", domain)
                .put("requestId", REQUEST_ID)
                .put("routeKey", route)
                .put("stage", "$default")
                .put("timeEpoch", 1767225585000L)
                .putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", ADDRESS);
        return event.put("body", body).put("isBase64Encoded", false).toString();
    }

    /** {@return the document of an Application Load Balancer} */
    public String ofLoadBalancer() {
        ObjectNode event = ofBalancer();
        putLowerCaseHeaders(event);
        return event.toString();
    }

    /** {@return the document of an Application Load Balancer with multi-value headers} */
    public String ofLoadBalancerMultiValue() {
        ObjectNode event = ofBalancer();
        putMultiValueHeaders(event);
        return event.toString();
    }

    private ObjectNode ofBalancer() {
        ObjectNode event = MAPPER.createObjectNode();
        event.putObject("requestContext")
                .putObject("elb")
                .put(
                        "targetGroupArn",
                        "arn:aws:elasticloadbalancing:us-east-1:" + ACCOUNT + ":targetgroup/pay/49e9d65c45c6791a");
        return event.put("httpMethod", method)
                .put("path", path)
                .put("body", body)
                .put("isBase64Encoded", false);
    }

    /** {@return the document of VPC Lattice, event structure version 2.0} */
    public String ofVpcLattice() {
        ObjectNode event = MAPPER.createObjectNode()
                .put("version", "2.0")
                .put("path", path)
                .put("method", method);
        ObjectNode all = event.putObject("headers");
        sorted().forEach((name, value) -> all.putArray(lower(name)).add(value));
        ObjectNode context = event.putObject("requestContext");
        context.put("serviceArn", "arn:aws:vpc-lattice:us-east-1:" + ACCOUNT + ":service/svc-0a40eebed65f8d69c")
                .put("region", "us-east-1")
                .put("timeEpoch", "1767225585000000")
                .putObject("identity")
                .put("type", "NONE");
        return event.put("body", body).put("isBase64Encoded", false).toString();
    }

    private Map<String, String> sorted() {
        return new TreeMap<>(headers);
    }

    private void putHeaders(ObjectNode event) {
        ObjectNode all = event.putObject("headers");
        sorted().forEach(all::put);
    }

    private void putLowerCaseHeaders(ObjectNode event) {
        ObjectNode all = event.putObject("headers");
        sorted().forEach((name, value) -> all.put(lower(name), value));
    }

    private void putMultiValueHeaders(ObjectNode event) {
        ObjectNode all = event.putObject("multiValueHeaders");
        sorted().forEach((name, value) -> all.putArray(name).add(value));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Shows method and path only: headers may be credentials. */
    @Override
    public String toString() {
        return PrintableText.shown("SampleRequest[" + method + " " + path + "]");
    }
}
