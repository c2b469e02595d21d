// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One HTTP response, to any source. Immutable.
 *
 * @param status 200 to 599
 * @param headers the header fields: names are tokens, values printable ASCII and tabs, because other letters arrive in
 *     different encodings; a {@code Set-Cookie} field given here moves to the cookies
 * @param cookies the values of the {@code Set-Cookie} fields, in order
 * @param body the bytes; empty for none. Bytes that are UTF-8 are sent as text, all others in Base64, so they arrive
 *     exactly; a REST API decodes Base64 only for the binary media types that it is configured with
 */
public record HttpResponse(int status, HttpHeaders headers, List<String> cookies, Blob body) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** Validates every part. */
    public HttpResponse {
        Objects.requireNonNull(body, "body");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, is " + status);
        }
        List<String> all = new ArrayList<>(cookies);
        all.addAll(headers.all("Set-Cookie"));
        cookies = List.copyOf(all);
        headers = headers.without("Set-Cookie");
        for (HttpHeaders.Field field : headers.fields()) {
            requireToken(field.name());
            requireFieldValue(field.value(), "header " + field.name());
        }
        cookies.forEach(cookie -> requireFieldValue(cookie, "a cookie"));
    }

    /**
     * {@return a response that has only a status}
     *
     * @param status the status, 200 to 599
     */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, HttpHeaders.none(), List.of(), Blob.of(new byte[0]));
    }

    /**
     * {@return a response with a text body in UTF-8}
     *
     * @param status the status, 200 to 599
     * @param contentType the value of {@code Content-Type}
     * @param body the body
     */
    public static HttpResponse text(int status, String contentType, String body) {
        return of(status).withHeader("Content-Type", contentType).withBody(Blob.utf8(body));
    }

    /**
     * {@return this response with one more header field}
     *
     * @param name the name of the field
     * @param value the value of the field
     */
    public HttpResponse withHeader(String name, String value) {
        return new HttpResponse(status, headers.with(name, value), cookies, body);
    }

    /**
     * {@return this response with one more {@code Set-Cookie} field}
     *
     * @param setCookie the value of the field
     */
    public HttpResponse withCookie(String setCookie) {
        List<String> more = new ArrayList<>(cookies);
        more.add(setCookie);
        return new HttpResponse(status, headers, more, body);
    }

    /**
     * {@return this response with another body}
     *
     * @param other the bytes
     */
    public HttpResponse withBody(Blob other) {
        return new HttpResponse(status, headers, cookies, other);
    }

    private static void requireToken(String name) {
        boolean token = !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || TOKEN_MARKS.indexOf(c) >= 0);
        if (!token) {
            throw new IllegalArgumentException("a header name is empty, or has a character that names cannot have");
        }
    }

    /** Refuses a value that no field can have: a line break would start another field, or the body. */
    private static void requireFieldValue(String value, String which) {
        boolean sendable = value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0x7E));
        if (!sendable) {
            throw new IllegalArgumentException("the value of " + which
                    + " has a line break or another character that is no printable ASCII: encode it first, a file name as in "
                    + "RFC 8187");
        }
    }

    /** Shows status, names of headers, number of cookies and size: the rest may be secret. */
    @Override
    public String toString() {
        return "HttpResponse[" + status + " " + headers + ", " + cookies.size() + " cookies, " + body.size()
                + " bytes]";
    }
}
