// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The types that the plain codec writes and reads as {@code JacksonCodec} does, and the reasons against all others.
 * Classes are inspected at their first use. Thread-safe.
 */
public final class PlainTypes {

    private static final String USE_JACKSON = ": use JacksonCodec, which";

    /** The final classes of the JDK that are one JSON value each. */
    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            java.math.BigInteger.class,
            java.math.BigDecimal.class,
            java.util.UUID.class,
            java.net.URI.class,
            byte[].class,
            char[].class);

    private final Map<Class<?>, PlainMembers> members = new ConcurrentHashMap<>();

    private final Map<PlainType, List<PlainType>> parts = new ConcurrentHashMap<>();

    /** The marks of classes that have no members of their own: empty for none. */
    private final Map<Class<?>, String> marks = new ConcurrentHashMap<>();

    private final EqualTypes equal = new EqualTypes(new PlainForms(this));
    private final PlainInputs inputs = new PlainInputs(this);
    private final ComparedTypes compared = new ComparedTypes(inputs);

    /** {@return the members of a record or bean, inspected at its first use} */
    PlainMembers members(Class<?> type) {
        PlainMembers known = members.get(type);
        if (known == null) {
            known = PlainMembers.of(type);
            members.put(type, known);
        }
        return known;
    }

    /** {@return the types of the members that are written of a record or bean, in their order} */
    List<PlainType> parts(PlainType type) {
        List<PlainType> known = parts.get(type);
        if (known == null) {
            Map<TypeVariable<?>, PlainType> bindings = type.bindings();
            List<PlainType> resolved = new ArrayList<>();
            for (Type each : members(type.raw()).writtenTypes()) {
                resolved.add(PlainType.of(each, bindings));
            }
            known = List.copyOf(resolved);
            parts.put(type, known);
        }
        return known;
    }

    /** {@return what marks an enum or a container for Jackson; null if nothing does} */
    @Nullable
    String mark(Class<?> type) {
        String known = marks.get(type);
        if (known == null) {
            String found = JacksonMarks.find(type);
            known = found == null ? "" : found;
            marks.put(type, known);
        }
        return known.isEmpty() ? null : known;
    }

    /** {@return why results of a type cannot be written and read at all; null if they can} */
    @Nullable
    public String problemOfResult(Type type) {
        return type == Void.class || type == void.class ? null : new Walk(true).problem(PlainType.of(type, Map.of()));
    }

    /** {@return why results of a type may not come back equal, with what to do; null if they do} */
    @Nullable
    public String problemOfEqual(Type type) {
        String problem = problemOfResult(type);
        return problem == null ? equal.problem(type) : problem;
    }

    /** {@return whether results of a type come back equal} */
    public boolean isSure(Type type) {
        return problemOfEqual(type) == null;
    }

    /** {@return why payloads of a declared type have no fingerprint; null if they have, as far as that shows} */
    @Nullable
    public String problemOfPayload(Type type) {
        String problem = new Walk(false).problem(PlainType.of(type, Map.of()));
        return problem == null ? compared.problem(type) : problem;
    }

    /** {@return why the JSON of a value that is no scalar does not show its state; null if it does} */
    @Nullable
    String problemOfContent(Class<?> type) {
        return inputs.problemOfValue(type);
    }

    /** {@return why a class of users that is no enum and no container cannot be written at all; null if it may be} */
    public static @Nullable String problemOfClass(Class<?> type) {
        if (JacksonMarks.isOfJdk(type)
                || type.isAnnotation()
                || Proxy.class.isAssignableFrom(type)
                || type.isHidden()) {
            return "no form that is known here";
        }
        if (Iterable.class.isAssignableFrom(type)
                || Iterator.class.isAssignableFrom(type)
                || CharSequence.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type)) {
            return "a form of Jackson's own, as it implements an interface of the JDK";
        }
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            if (JacksonMarks.isOfJdk(each) && each != Object.class && each != Record.class) {
                return "a form of Jackson's own, as it extends " + each.getName();
            }
        }
        return null;
    }

    public static boolean isScalar(Class<?> type) {
        return type.isPrimitive() || SCALARS.contains(type) || TimeTexts.isWritten(type);
    }

    /** {@return the sentence for a class that Jackson treats by rules which this codec does not have} */
    static String refusal(Class<?> type, String reason) {
        if (type.getName().startsWith("java.util.Optional")) { // JacksonCodec.create() would only refuse it again
            return "PlainJsonCodec does not handle " + type.getTypeName() + "; declare the value itself, which may be"
                    + " null, or take JacksonCodec.of(mapper) with a mapper that has Jdk8Module";
        }
        return "PlainJsonCodec does not handle " + type.getTypeName() + " (" + reason + ")" + USE_JACKSON
                + " inspects classes as Jackson does";
    }

    /** One walk over a declared type and everything that it refers to. */
    private final class Walk {

        private final boolean reading;
        private final Set<PlainType> seen = new HashSet<>();

        Walk(boolean reading) {
            this.reading = reading;
        }

        @Nullable
        String problem(PlainType type) {
            Class<?> raw = type.raw();
            if (isScalar(raw) || !seen.add(type) || isContent(raw)) {
                return null;
            }
            if (raw.isArray()) {
                return problem(type.argument(0));
            }
            if (raw.isEnum()) {
                String mark = mark(raw);
                return mark == null ? null : refusal(raw, mark);
            }
            if (reading && raw == Collection.class) {
                return refusal(raw, "it comes back as a list, also if it was a set; declare List or Set");
            }
            if (Collection.class.isAssignableFrom(raw) && JacksonMarks.isOfJdk(raw)) {
                return reading && !PlainContainers.isCollection(raw)
                        ? refusal(raw, "not one of the collections that it makes")
                        : problem(type.argument(0));
            }
            if (Map.class.isAssignableFrom(raw) && JacksonMarks.isOfJdk(raw)) {
                return ofMap(type);
            }
            return isContainer(raw) ? ofOwnContainer(raw) : ofObject(type);
        }

        /** {@return whether only what a value defines as its content is written} */
        private boolean isContent(Class<?> raw) {
            return !reading && Contents.isDefinedBy(raw);
        }

        private @Nullable String ofOwnContainer(Class<?> raw) {
            String problem = reading ? "a collection or map that it does not make" : mark(raw);
            return problem == null ? null : refusal(raw, problem);
        }

        private @Nullable String ofMap(PlainType type) {
            if (reading && !PlainContainers.isMap(type.raw())) {
                return refusal(type.raw(), "not one of the maps that it makes");
            }
            Class<?> key = type.argument(0).raw();
            if (isContent(key)) {
                return problem(type.argument(1));
            }
            if (key.isEnum() || (!reading && isUndeclared(key))) {
                String mark = mark(key);
                return mark == null ? problem(type.argument(1)) : refusal(key, mark);
            }
            if (key == Object.class) {
                return undeclared(key);
            }
            return PlainContainers.isKey(key)
                    ? problem(type.argument(1))
                    : refusal(key, "it is no name of a map's member");
        }

        private @Nullable String ofObject(PlainType type) {
            Class<?> raw = type.raw();
            if (isUndeclared(raw)) {
                return ofUndeclared(raw);
            }
            String problem = problemOfClass(raw);
            if (problem != null) {
                return refusal(raw, problem);
            }
            PlainMembers found = members(raw);
            problem = reading ? found.unreadable() : found.unwritable();
            return problem == null ? ofMembers(found, type.bindings()) : refusal(raw, problem);
        }

        private @Nullable String ofUndeclared(Class<?> raw) {
            String mark = mark(raw);
            if (mark != null) {
                return refusal(raw, mark);
            }
            if (reading) {
                return JacksonMarks.isOfJdk(raw) ? undeclared(raw) : withoutSubtype(raw);
            }
            if (raw.isSealed()) {
                for (Class<?> each : raw.getPermittedSubclasses()) {
                    String problem = problem(PlainType.of(each));
                    if (problem != null) {
                        return problem;
                    }
                }
            }
            return null;
        }

        private @Nullable String ofMembers(PlainMembers found, Map<TypeVariable<?>, PlainType> bindings) {
            for (Type declared : reading ? found.readTypes() : found.writtenTypes()) {
                String problem = problem(PlainType.of(declared, bindings));
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }
    }

    public static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    /** {@return whether values of a declared type have types of their own, which show only when they are written} */
    private static boolean isUndeclared(Class<?> type) {
        return type == Object.class || type.isInterface() || Modifier.isAbstract(type.getModifiers());
    }

    private static String withoutSubtype(Class<?> type) {
        String kind = type.isSealed() ? " is sealed" : " is abstract";
        return type.getName() + kind + ", and nothing in the JSON names a subtype; declare a concrete type, or annotate"
                + " it with @JsonTypeInfo and use JacksonCodec";
    }

    private static String undeclared(Class<?> type) {
        if (!type.isAssignableFrom(Long.class)) {
            return "a value declared as " + type.getName() + " does not come back as the type that it has; declare a"
                    + " concrete class, such as a record";
        }
        return "a value declared as " + type.getName() + " comes back as another type, such as 5L as an Integer"
                + " (with JacksonCodec too); declare the type that it has";
    }
}
