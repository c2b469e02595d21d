// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.List;
import java.util.Set;

/**
 * Origins whose pages may read the handler's answers (the CORS protocol of the Fetch standard). A browser hides an
 * answer without these header fields from the page that sent the request.
 *
 * @param origins the origins, such as {@code https://shop.example.com}; {@code *} for every one; empty for none
 */
record CrossOrigin(Set<String> origins) {

    static final CrossOrigin NONE = new CrossOrigin(Set.of());

    private static final String ALLOW = "Access-Control-Allow-Origin";
    private static final String EXPOSE = "Access-Control-Expose-Headers";
    private static final String ANY = "*";

    CrossOrigin {
        origins = Set.copyOf(origins);
        origins.forEach(CrossOrigin::requireOrigin);
        if (origins.contains(ANY) && origins.size() > 1) {
            throw new IllegalArgumentException("crossOrigin has * beside other origins, which it includes");
        }
    }

    /** Scheme, host and port, as a browser sends them: no path and no slash at the end. */
    private static void requireOrigin(String origin) {
        if (!origin.equals(ANY) && !origin.matches("[a-z][a-z0-9+.-]*://[a-z0-9.:\\[\\]-]+")) {
            throw new IllegalArgumentException("crossOrigin has '" + HttpHeaders.printable(origin)
                    + "', which is no origin such as https://shop.example.com: scheme, host and port in small letters, "
                    + "without a path");
        }
    }

    /** {@return the response with the fields for the page that sent {@code request}, in place of stored ones} */
    HttpResponse on(HttpResponse response, HttpHeaders request) {
        if (origins.isEmpty()) {
            return response;
        }
        HttpResponse cleared = new HttpResponse(
                response.status(), response.headers().without(ALLOW), response.cookies(), response.body());
        if (origins.contains(ANY)) {
            return exposed(cleared.withHeader(ALLOW, ANY));
        }
        HttpResponse varying = cleared.withHeader("Vary", "Origin");
        List<String> sent = request.all("Origin");
        return sent.size() == 1 && origins.contains(sent.get(0))
                ? exposed(varying.withHeader(ALLOW, sent.get(0)))
                : varying;
    }

    /** Pages see only a few header fields of an answer, unless it names others. */
    private static HttpResponse exposed(HttpResponse response) {
        return response.withHeader(EXPOSE, "Retry-After, " + HttpCall.REPLAYED + ", Link");
    }
}
