// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closed grammar of the types whose JSON covers their state, so that their fingerprints tell payloads apart. Every
 * other type is refused with a reason: when an operation is built, as far as its declared input shows the type, and
 * else at the call, before anything runs. Immutable and thread-safe.
 */
public final class ComparedTypes {

    /** The most types inside each other: generic types may grow without end. */
    private static final int MOST_NESTED = 50;

    /** The knowledge that one codec has of what it writes of a class into a fingerprint. Thread-safe. */
    public interface Forms {

        /** {@return how to declare that the JSON of a class is all that is compared, for messages} */
        String declaring(Class<?> type);

        /** {@return whether a user declared that} */
        boolean isTrusted(Class<?> type);

        /** {@return the parts that are written of a type, or the reason against it} */
        Form form(PlainType type);
    }

    private final Forms forms;

    public ComparedTypes(Forms forms) {
        this.forms = forms;
    }

    /** {@return why payloads of a declared type may have one fingerprint although they differ; null if not} */
    @Nullable
    public String problem(Type declared) {
        return problem(PlainType.of(declared, Map.of()), new HashSet<>(), 0);
    }

    private @Nullable String problem(PlainType type, Set<PlainType> seen, int depth) {
        Class<?> raw = type.raw();
        if (Contents.isDefinedBy(raw) || isUndeclared(raw) || !seen.add(type)) {
            return null;
        }
        if (depth > MOST_NESTED) {
            return EqualTypes.ENDLESS;
        }
        Form form = forms.form(type);
        if (form instanceof Refused refused) {
            return forms.isTrusted(raw) ? null : refused.reason() + "; or " + forms.declaring(raw);
        }
        for (Part part : ((Parts) form).parts()) {
            String problem = problem(part.type(), seen, depth + 1);
            if (problem != null) {
                return problem.startsWith("in ")
                        ? problem
                        : "in " + part.place() + " of " + raw.getTypeName() + ", " + problem;
            }
        }
        return null;
    }

    /** {@return whether a type says nothing about its values, each of which is then judged by its own class} */
    public static boolean isUndeclared(Class<?> type) {
        return EqualTypes.isOpen(type) || type == Enum.class || type == Record.class;
    }

    /** {@return why a collection, map or array is not written with all that it is; null if it is} */
    public static @Nullable String problemOfContainer(PlainType type) {
        Class<?> raw = type.raw();
        if (type.argument(0).raw() == Optional.class
                || (type.arguments().size() > 1 && type.argument(1).raw() == Optional.class)) {
            return "an Optional in a collection, map or array cannot be told from null when it is empty; declare the"
                    + " value itself";
        }
        return problemOfState(raw);
    }

    /** {@return why a collection or map may have more state than its elements; null if it has not} */
    static @Nullable String problemOfState(Class<?> type) {
        if (Properties.class.isAssignableFrom(type)) {
            return type.getName() + " may have defaults, which are not in its JSON; declare a Map of texts";
        }
        for (Class<?> each = type; each != null && !JacksonMarks.isOfJdk(each); each = each.getSuperclass()) {
            for (var field : each.getDeclaredFields()) {
                boolean counts = (field.getModifiers()
                                & (java.lang.reflect.Modifier.STATIC | java.lang.reflect.Modifier.TRANSIENT))
                        == 0;
                if (counts && !field.isSynthetic() && isMade(jdkBase(type))) {
                    return type.getName() + " is a collection or map with a field '" + field.getName() + "', and only"
                            + " its elements are in its JSON; make it a record that holds a List or Map";
                }
            }
        }
        return null;
    }

    private static @Nullable Class<?> jdkBase(Class<?> type) {
        Class<?> base = type;
        while (base != null && !JacksonMarks.isOfJdk(base)) {
            base = base.getSuperclass();
        }
        return base;
    }

    /** {@return whether a class keeps elements itself, so that fields of its subclasses are something else} */
    private static boolean isMade(@Nullable Class<?> base) {
        return base != null && base != Object.class && !java.lang.reflect.Modifier.isAbstract(base.getModifiers());
    }

    /** {@return why two subtypes of a type that the JSON does not name may be written alike; null if they may not} */
    public static @Nullable String problemOfNames(Class<?> type, List<Set<String>> membersOfEach) {
        Set<Set<String>> different = new HashSet<>(membersOfEach);
        return different.size() == membersOfEach.size()
                ? null
                : "two subtypes of " + type.getName() + " have members of the same names, and nothing in the JSON says"
                        + " which one a value is; annotate " + type.getName() + " with @JsonTypeInfo and use"
                        + " JacksonCodec";
    }

    /** {@return the refusal of a type with unknown subtypes} */
    public static Refused open(Class<?> type) {
        return new Refused(type.getName() + " is abstract, and nothing in the JSON says of which class a value is, so"
                + " payloads of two classes could be taken for one; declare a concrete type, make it sealed with"
                + " members of different names, or annotate it with @JsonTypeInfo and use JacksonCodec");
    }
}
