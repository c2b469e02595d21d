// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import dev.semel.platform.http.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Path of a route, with parameters such as {@code {id}} for one segment and {@code {proxy+}} for all that are left.
 * The natural order has the more specific path first: API Gateway takes a full match before a greedy one.
 *
 * @param text the path as it was given; empty for {@code $default}, which matches everything
 */
record RoutePath(String text) implements Comparable<RoutePath> {

    /** Path of {@code $default}. */
    static final RoutePath ANYTHING = new RoutePath("");

    /**
     * Reads a path.
     *
     * @throws ServiceException {@code BadRequestException} (400) if it is none
     */
    static RoutePath parse(String text) {
        if (!text.startsWith("/") || !isPath(segments(text))) {
            throw new ServiceException(400, "BadRequestException", "The path is not valid: " + text);
        }
        return new RoutePath(text);
    }

    private static boolean isPath(List<String> segments) {
        for (int i = 0; i < segments.size(); i++) {
            boolean isLast = i == segments.size() - 1;
            if (!segments.get(i).matches(isLast ? "[^{}]*|\\{[\\w.-]+\\+?}" : "[^{}]*|\\{[\\w.-]+}")) {
                return false;
            }
        }
        return true;
    }

    /** {@return the segments of a path; the one of the root is empty} */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * Compares a request's path with this one.
     *
     * @param given the path, still encoded
     * @return the decoded values of the parameters; empty if the path is another one
     */
    Optional<Map<String, String>> match(String given) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return Optional.of(values);
        }
        List<String> wanted = segments(text);
        List<String> segments = segments(given);
        if (isGreedy() ? segments.size() < wanted.size() : segments.size() != wanted.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < wanted.size(); i++) {
            String one = wanted.get(i);
            boolean isRest = one.endsWith("+}");
            String segment = decode(isRest ? String.join("/", segments.subList(i, segments.size())) : segments.get(i));
            if (!one.startsWith("{")) {
                if (!one.equals(segment)) {
                    return Optional.empty();
                }
            } else if (segment.isEmpty()) {
                return Optional.empty();
            } else {
                values.put(one.substring(1, one.length() - (isRest ? 2 : 1)), segment);
            }
        }
        return Optional.of(values);
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private boolean isGreedy() {
        return text.endsWith("+}");
    }

    /** {@return what decides: anything, then greedy, then the places of parameters from the left} */
    private String rank() {
        if (text.isEmpty()) {
            return "9";
        }
        Stream<String> parts =
                segments(text).stream().map(one -> one.endsWith("+}") ? "2" : one.startsWith("{") ? "1" : "0");
        return (isGreedy() ? "1" : "0") + String.join("", parts.toList());
    }

    @Override
    public int compareTo(RoutePath other) {
        return rank().compareTo(other.rank());
    }
}
