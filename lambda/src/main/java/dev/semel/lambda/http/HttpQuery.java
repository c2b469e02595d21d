// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.lambda.UrlEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request's query, of which an event may have two forms: the query as the client wrote it, and a list
 * of parameters. What one form has and the other one lacks or contradicts is kept, so that no two requests of different
 * queries are compared as equal. A text that is not URL-encoded, or that contradicts, stands under the parameter's name
 * behind a question mark.
 */
final class HttpQuery {

    private static final String BESIDE = "?";

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    private HttpQuery() {}

    /** {@return the parameters of a query as the client wrote it; of none or an empty one none} */
    static Map<String, List<String>> parsed(@Nullable String rawQuery) {
        return parse(rawQuery, UrlEncoding::decode).parameters;
    }

    /** {@return listed parameters} */
    static Map<String, List<String>> listed(List<HttpHeaders.Field> fields, boolean encoded) {
        HttpQuery query = new HttpQuery();
        for (HttpHeaders.Field field : fields) {
            query.add(field.name(), field.value(), encoded ? UrlEncoding::decode : text -> text);
        }
        return query.parameters;
    }

    /** {@return the parameters of a query and those that are only listed, or are listed otherwise} */
    static Map<String, List<String>> merged(@Nullable String rawQuery, Map<String, List<String>> listed) {
        HttpQuery query = parse(rawQuery, UrlEncoding::decode);
        List<Map<String, List<String>>> spellings = List.of(
                query.parameters,
                parse(rawQuery, raw -> UrlEncoding.decode(raw.replace("+", "%2B"))).parameters,
                parse(rawQuery, raw -> raw).parameters);
        Map<String, List<String>> merged = new LinkedHashMap<>(query.parameters);
        listed.forEach((name, values) -> {
            if (!query.parameters.containsKey(name)) {
                merged.put(name, values);
            } else if (spellings.stream().noneMatch(spelling -> has(spelling.get(name), values))) {
                merged.put(BESIDE + name, values);
            }
        });
        return merged;
    }

    /** {@return listed parameters, and others that are listed otherwise} */
    static Map<String, List<String>> merged(Map<String, List<String>> all, Map<String, List<String>> last) {
        Map<String, List<String>> merged = new LinkedHashMap<>(all);
        last.forEach((name, values) -> {
            if (!all.containsKey(name)) {
                merged.put(name, values);
            } else if (!has(all.get(name), values)) {
                merged.put(BESIDE + name, values);
            }
        });
        return merged;
    }

    /** Some formats list all values in order, others the last one, or all in one text. */
    private static boolean has(@Nullable List<String> all, List<String> listed) {
        return all != null
                && (listed.equals(all)
                        || (listed.size() == 1
                                && (all.contains(listed.get(0))
                                        || String.join(",", all).equals(listed.get(0)))));
    }

    private static HttpQuery parse(@Nullable String rawQuery, UnaryOperator<@Nullable String> decoding) {
        HttpQuery query = new HttpQuery();
        if (rawQuery != null) {
            for (String parameter : rawQuery.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals >= 0) {
                    query.add(parameter.substring(0, equals), parameter.substring(equals + 1), decoding);
                } else if (!parameter.isEmpty()) {
                    query.add(parameter, "", decoding);
                }
            }
        }
        return query;
    }

    private void add(String name, String value, UnaryOperator<@Nullable String> decoding) {
        String plainName = decoding.apply(name);
        String plainValue = decoding.apply(value);
        String shown = plainName == null ? name : plainName;
        put(shown, plainValue == null ? value : plainValue);
        if (plainName == null || plainValue == null) {
            put(BESIDE + name, value);
        }
    }

    private void put(String name, String value) {
        parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }
}
