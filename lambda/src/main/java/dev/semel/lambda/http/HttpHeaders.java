// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.PrintableText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The header fields of a request or response, in their order. Names are compared without regard to case. Immutable. */
public final class HttpHeaders {

    private static final HttpHeaders NONE = new HttpHeaders(List.of());

    private final List<Field> fields;
    private final Set<String> unreadable;

    private HttpHeaders(List<Field> fields) {
        this(fields, Set.of());
    }

    private HttpHeaders(List<Field> fields, Set<String> unreadable) {
        this.fields = List.copyOf(fields);
        this.unreadable = unreadable;
    }

    /**
     * One field.
     *
     * @param name the name as sent
     * @param value the value as sent
     */
    public record Field(String name, String value) {

        /** Validates both. */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }

        /** Shows the name only: a value may be a credential. */
        @Override
        public String toString() {
            return "Field[" + printable(name) + "]";
        }
    }

    /** {@return no fields} */
    public static HttpHeaders none() {
        return NONE;
    }

    /**
     * {@return these fields}
     *
     * @param fields the fields
     */
    public static HttpHeaders of(Collection<Field> fields) {
        return new HttpHeaders(List.copyOf(fields));
    }

    /**
     * {@return the fields of an event}
     *
     * @param fields the fields whose values are texts
     * @param unreadable the names of the others, in lower case
     */
    static HttpHeaders of(List<Field> fields, Set<String> unreadable) {
        return new HttpHeaders(fields, Set.copyOf(unreadable));
    }

    /** {@return whether the event has a field of a name whose value is no text: it is missing here} */
    boolean isUnreadable(String name) {
        return unreadable.contains(HttpNames.lower(name));
    }

    /**
     * {@return these fields and one more}
     *
     * @param name the name, in any case
     * @param value the value
     */
    public HttpHeaders with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HttpHeaders(more, unreadable);
    }

    /**
     * {@return these fields without the given names}
     *
     * @param names the names, in any case
     */
    public HttpHeaders without(String... names) {
        return without(Set.of(names));
    }

    HttpHeaders without(Set<String> names) {
        Set<String> dropped = new TreeSet<>(HttpNames.IGNORING_CASE);
        dropped.addAll(names);
        return new HttpHeaders(
                fields.stream().filter(field -> !dropped.contains(field.name())).toList(), unreadable);
    }

    /** {@return all fields} */
    public List<Field> fields() {
        return fields;
    }

    /**
     * {@return the values of all fields of a name, in their order}
     *
     * @param name the name, in any case
     */
    public List<String> all(String name) {
        String lower = HttpNames.lower(name);
        return fields.stream()
                .filter(field -> HttpNames.lower(field.name()).equals(lower))
                .map(Field::value)
                .toList();
    }

    /**
     * {@return the value of the first field of a name}
     *
     * @param name the name, in any case
     */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** {@return a text for messages: at most 400 characters, what is not printable ASCII as {@code ?}} */
    static String printable(String text) {
        return PrintableText.shown(text);
    }

    /** {@return the values by name, each name in the spelling of its first field} */
    Map<String, List<String>> grouped() {
        Map<String, String> spelled = new LinkedHashMap<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Field field : fields) {
            String name = spelled.computeIfAbsent(HttpNames.lower(field.name()), lower -> field.name());
            values.computeIfAbsent(name, first -> new ArrayList<>()).add(field.value());
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpHeaders headers && fields.equals(headers.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Shows the names only: a value may be a credential. */
    @Override
    public String toString() {
        return printable("HttpHeaders" + fields.stream().map(Field::name).toList());
    }
}
