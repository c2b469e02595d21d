// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a request passes before a page sees it. The token is in the address that is printed; the session is
 * in a cookie that scripts cannot read, and whose path is random, because browsers send cookies of one host to all its
 * ports; the form token is in the forms of our own pages.
 */
final class ConsoleGate {

    static final String OPEN = "/open";
    static final String COOKIE = "semel-console";

    private static final int SECRET_BYTES = 32;

    private final String token;
    private final String session;
    private final String formToken;
    private final String folder;
    private final Set<String> hosts;

    private ConsoleGate(String token, String session, String formToken, String folder, Set<String> hosts) {
        this.token = token;
        this.session = session;
        this.formToken = formToken;
        this.folder = folder;
        this.hosts = hosts;
    }

    static ConsoleGate of(RandomGenerator random, int port) {
        return new ConsoleGate(
                secret(random),
                secret(random),
                secret(random),
                "/" + secret(random).substring(0, 16) + "/",
                Set.of("127.0.0.1:" + port, "localhost:" + port));
    }

    private static String secret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** {@return the path and query that a person opens first} */
    String entrance() {
        return OPEN + "?token=" + token;
    }

    /** {@return the folder of the pages, which begins and ends with a slash} */
    String folder() {
        return folder;
    }

    String formToken() {
        return formToken;
    }

    String cookie() {
        return COOKIE + "=" + session + "; Path=" + folder + "; HttpOnly; SameSite=Strict";
    }

    boolean isToken(String given) {
        return same(token, given);
    }

    boolean isFormToken(String given) {
        return same(formToken, given);
    }

    /**
     * Refuses a request for another host, which a rebound name would bring, and one that another site's page sends.
     *
     * @param headers the headers
     * @param changes whether the request may change something; it then must say its origin
     */
    void checkPlace(Headers headers, boolean changes) {
        String host = only(headers, "Host");
        if (host == null || !hosts.contains(host)) {
            throw new ConsoleRefusal(421, "This server answers for 127.0.0.1 and localhost with its own port only.");
        }
        String origin = only(headers, "Origin");
        if (origin == null ? changes || headers.containsKey("Origin") : !origin.equals("http://" + host)) {
            throw new ConsoleRefusal(
                    403, "The request comes from another site's page. Paste the address into the browser.");
        }
        String site = only(headers, "Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new ConsoleRefusal(
                    403, "The request comes from another site's page. Paste the address into the browser.");
        }
    }

    /** Refuses a request without the cookie of this start. */
    void checkSession(Headers headers) {
        List<String> cookies = headers.get("Cookie");
        boolean known = cookies != null
                && cookies.stream()
                        .flatMap(line -> List.of(line.split(";", -1)).stream())
                        .map(String::strip)
                        .filter(pair -> pair.startsWith(COOKIE + "="))
                        .anyMatch(pair -> same(session, pair.substring(COOKIE.length() + 1)));
        if (!known) {
            throw new ConsoleRefusal(403, "Open the address that the command printed; it ends with a token.");
        }
    }

    private static @Nullable String only(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    private static boolean same(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
