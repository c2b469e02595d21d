// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.json.text.JsonTree;
import dev.semel.model.Blob;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Header fields that carry or request credentials, besides those with the {@link #PREFIXES} and {@link #ENDS}. */
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
            "DPoP-Nonce");

    /**
     * Beginnings of the names of further ones, in small letters. API Gateway REST APIs rename some credential headers,
     * and load balancers write those of OpenID Connect.
     */
    private static final List<String> PREFIXES = List.of("proxy-", "x-amzn-oidc-", "x-amzn-remapped-");

    /**
     * Ends of the names of further ones, in small letters, at the beginning of a word: products put their own names in
     * front, and some of them none.
     */
    private static final List<String> ENDS = List.of(
            "access-key",
            "accesstoken",
            "api-key",
            "apikey",
            "auth-key",
            "authorization",
            "cookie",
            "credential",
            "credentials",
            "customer-key",
            "encryption-key",
            "jwt",
            "otp",
            "passcode",
            "passphrase",
            "password",
            "private-key",
            "secret",
            "secret-key",
            "session",
            "session-id",
            "sessionid",
            "subscription-key");

    private static final String TOKEN = "token";

    /** Beginning of names such as {@code Access-Control-Allow-Credentials}: without it a browser drops the replay. */
    private static final String CROSS_ORIGIN = "access-control-";

    /** Words in front of {@code token} that make it a position in a list, or the name of a request. */
    private static final Set<String> HARMLESS = Set.of(
            "client",
            "continuation",
            "cursor",
            "delta",
            "fencing",
            "idempotency",
            "next",
            "nextpage",
            "page",
            "pagination",
            "resume",
            "sync");

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
        List<JsonTree> headers = new ArrayList<>();
        for (HttpHeaders.Field field : response.headers().without(neverStored).fields()) {
            if (!isCredential(field.name())) {
                headers.add(JsonTree.ofTexts(List.of(field.name(), field.value())));
            }
        }
        String text = HttpBytes.text(response.body());
        Map<String, JsonTree> document = new LinkedHashMap<>();
        document.put(FORMAT, JsonTree.of(1));
        document.put("status", JsonTree.of(response.status()));
        document.put("headers", new JsonTree.Elements(headers));
        document.put(
                text == null ? "base64" : "text", JsonTree.of(text == null ? HttpBytes.base64(response.body()) : text));
        return StrictJson.text(new JsonTree.Members(document));
    }

    private static boolean isCredential(String name) {
        String small = HttpNames.lower(name).replace('_', '-').replace('.', '-');
        if (small.startsWith(CROSS_ORIGIN)) {
            return false;
        }
        return PREFIXES.stream().anyMatch(small::startsWith)
                || ENDS.stream().anyMatch(end -> endsWithWord(small, end))
                || (endsWithWord(small, TOKEN) && !HARMLESS.contains(wordBefore(small)));
    }

    private static boolean endsWithWord(String name, String word) {
        int start = name.length() - word.length();
        return name.endsWith(word) && (start == 0 || name.charAt(start - 1) == '-');
    }

    /** {@return the word in front of the last one; empty if there is none} */
    private static String wordBefore(String name) {
        String before = name.substring(0, Math.max(0, name.length() - TOKEN.length() - 1));
        return before.substring(before.lastIndexOf('-') + 1);
    }

    /**
     * {@return the response} Throws an {@link IllegalArgumentException} without content if {@code stored} is no stored
     * response.
     */
    static HttpResponse decode(String stored) {
        JsonTree document = StrictJson.read(stored);
        if (number(document.at(FORMAT)) != 1) {
            throw new IllegalArgumentException("A stored response has a format that is not known here");
        }
        List<HttpHeaders.Field> headers = new ArrayList<>();
        for (JsonTree field : document.at("headers").children()) {
            headers.add(
                    new HttpHeaders.Field(field.at(0).spelling(), field.at(1).spelling()));
        }
        String text = document.at("text").text();
        Blob body = text == null ? HttpBytes.ofBase64(document.at("base64").spelling()) : Blob.utf8(text);
        if (body == null) {
            throw new IllegalArgumentException("A stored response has a body that is not Base64");
        }
        return new HttpResponse(number(document.at("status")), HttpHeaders.of(headers), List.of(), body);
    }

    /** {@return a number of a document of our own; 0 if there is none} */
    private static int number(JsonTree value) {
        BigInteger whole = value.whole();
        return whole == null || whole.bitLength() >= Integer.SIZE ? 0 : whole.intValue();
    }
}
