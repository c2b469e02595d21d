// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses requests that are not from the user: code that is uploaded runs here. A request must name this start's access
 * key, a Host of the loopback interface, and no browser Origin. The key is the secret; signatures are not compared.
 */
final class Gate {

    private static final Pattern SCOPE = Pattern.compile("([^/]+)/[^/]+/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern HEADER = Pattern.compile("Credential=([^,\\s]+)");

    private final String accessKey;
    private final Set<String> hosts;

    Gate(String accessKey, int port) {
        this.accessKey = accessKey;
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** Refuses foreign hosts and every browser. */
    void checkOrigin(ApiRequest request) {
        String host = request.header("host").orElse("");
        if (!hosts.contains(host)) {
            throw new ServiceException(403, "AccessDenied", "the Host of the request is not this platform");
        }
        if (request.header("origin").isPresent()
                || request.header("sec-fetch-site").isPresent()) {
            throw new ServiceException(403, "AccessDenied", "requests of browsers are refused");
        }
    }

    /**
     * Refuses a request without the access key.
     *
     * @return the service that the signature's scope names
     */
    String checkKey(ApiRequest request) {
        Matcher scope = SCOPE.matcher(credential(request));
        if (!scope.matches()) {
            throw new ServiceException(
                    403, "MissingAuthenticationToken", "the request has no credential; semel lab start prints one");
        }
        if (!isKey(scope.group(1))) {
            throw new ServiceException(
                    403,
                    "UnrecognizedClientException",
                    "the access key is not the one of this start; semel lab start prints it");
        }
        return scope.group(3);
    }

    /** {@return the service that the signature's scope names, whatever the key; empty without a signature} */
    static String service(ApiRequest request) {
        Matcher scope = SCOPE.matcher(credential(request));
        return scope.matches() ? scope.group(3) : "";
    }

    /** {@return whether a request has the access key as its credential, for whatever service} */
    boolean isSigned(ApiRequest request) {
        Matcher scope = SCOPE.matcher(credential(request));
        return scope.matches() && isKey(scope.group(1));
    }

    /** {@return whether a text is the access key} */
    boolean isKey(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), accessKey.getBytes(StandardCharsets.UTF_8));
    }

    private static String credential(ApiRequest request) {
        Optional<String> header = request.header("authorization");
        if (header.isPresent()) {
            Matcher credential = HEADER.matcher(header.get());
            return credential.find() ? credential.group(1) : "";
        }
        return request.query().getOrDefault("X-Amz-Credential", "");
    }
}
