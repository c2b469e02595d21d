// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stored form of a response, format 1: {@code {"semel-http":1,"status":201,"headers":[["name","value"],…]}} with
 * {@code "text"} or, where the body is not UTF-8, {@code "base64"}. It is a text, because every codec stores texts.
 * Credentials are left out: all cookies, and the header fields named here.
 *
 * @param neverStored the names of the header fields that are left out
 */
record StoredResponse(Set<String> neverStored) {

    /** Headers that carry or request credentials, besides those with the {@link #PREFIXES} and {@link #ENDS}. */
    private static final Set<String> CREDENTIALS = Set.of(
            "Set-Cookie",
            "Set-Cookie2",
            "Cookie",
            "Cookie2",
            "Authorization",
            "WWW-Authenticate",
            "Authentication-Info",
            "Authentication-Control",
            "DPoP",
            "DPoP-Nonce",
            "Api-Key",
            "ApiKey",
            "X-Api-Key",
            "X-Api-Token",
            "X-Auth-Token",
            "X-Access-Token",
            "Access-Token",
            "X-Refresh-Token",
            "Refresh-Token",
            "X-Id-Token",
            "Id-Token",
            "X-Session-Token",
            "X-Session-Id",
            "X-Csrf-Token",
            "X-Xsrf-Token",
            "X-Amz-Security-Token",
            "X-Amz-Access-Token",
            "X-Vault-Token");

    /**
     * Beginnings of the names of further ones, in small letters. API Gateway REST APIs rename some credential headers,
     * and load balancers write those of OpenID Connect.
     */
    private static final List<String> PREFIXES = List.of("proxy-", "x-amzn-oidc-", "x-amzn-remapped-");

    /** Ends of the names of further ones, in small letters: products put their own names in front. */
    private static final List<String> ENDS = List.of(
            "-access-token",
            "-api-key",
            "-api-token",
            "-apikey",
            "-auth-token",
            "-authorization",
            "-cookie",
            "-credential",
            "-credentials",
            "-csrf-token",
            "-id-token",
            "-jwt",
            "-password",
            "-private-key",
            "-private-token",
            "-refresh-token",
            "-secret",
            "-security-token",
            "-session-id",
            "-session-token",
            "-subscription-key",
            "-xsrf-token");

    private static final String FORMAT = "semel-http";

    StoredResponse {
        neverStored = Set.copyOf(neverStored);
    }

    /** {@return the form without credentials and without further header fields} */
    static StoredResponse without(Set<String> others) {
        Set<String> names = new TreeSet<>(HttpNames.IGNORING_CASE);
        names.addAll(CREDENTIALS);
        names.addAll(others);
        return new StoredResponse(names);
    }

    String encode(HttpResponse response) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put(FORMAT, 1);
        document.put("status", response.status());
        ArrayNode headers = document.putArray("headers");
        for (HttpHeaders.Field field : response.headers().without(neverStored).fields()) {
            if (!isRenamedCredential(field.name())) {
                headers.addArray().add(field.name()).add(field.value());
            }
        }
        String text = HttpBytes.text(response.body());
        document.put(text == null ? "base64" : "text", text == null ? HttpBytes.base64(response.body()) : text);
        return StrictJson.text(document);
    }

    private static boolean isRenamedCredential(String name) {
        String small = HttpNames.lower(name);
        return PREFIXES.stream().anyMatch(small::startsWith) || ENDS.stream().anyMatch(small::endsWith);
    }

    /**
     * {@return the response} Throws an {@link IllegalArgumentException} without content if {@code stored} is no stored
     * response.
     */
    static HttpResponse decode(String stored) {
        JsonNode document = StrictJson.read(stored);
        if (document.path(FORMAT).asInt() != 1) {
            throw new IllegalArgumentException("A stored response has a format that is not known here");
        }
        List<HttpHeaders.Field> headers = new ArrayList<>();
        for (JsonNode field : document.path("headers")) {
            headers.add(
                    new HttpHeaders.Field(field.path(0).asText(), field.path(1).asText()));
        }
        JsonNode text = document.path("text");
        Blob body = text.isTextual()
                ? Blob.utf8(text.textValue())
                : HttpBytes.ofBase64(document.path("base64").asText());
        if (body == null) {
            throw new IllegalArgumentException("A stored response has a body that is not Base64");
        }
        return new HttpResponse(document.path("status").asInt(), HttpHeaders.of(headers), List.of(), body);
    }
}
