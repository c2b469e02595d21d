// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The closed grammar of the types that come back equal: scalars with an exact form; enums; arrays, and the collections,
 * maps and keys that are listed, of such types; records, and final classes whose whole state is written and read, with
 * members of such types; and sealed types whose subtypes the JSON names. Every other type is refused with a reason. It
 * is a list of what is allowed, so that a new feature of Jackson is refused until it is known. Thread-safe; keeps what
 * it found.
 *
 * <p>What code does is not seen: accessors, constructors and setters have to return and take the state, as the contract
 * of {@link Record} says.
 */
public final class EqualTypes {

    /** The most types inside each other: generic types may grow without end. */
    private static final int MOST_NESTED = 50;

    /** The reason against such types. */
    public static final String ENDLESS = "its types are nested too deep, or grow without end; declare another type";

    private final ClassForms forms;
    private final Map<PlainType, String> known = new ConcurrentHashMap<>();

    public EqualTypes(ClassForms forms) {
        this.forms = forms;
    }

    /** {@return why values of a type may not come back equal, with the remedies; null if they do} */
    @Nullable
    public String problem(Type declared) {
        PlainType type = PlainType.of(declared, Map.of());
        String problem = known.get(type);
        if (problem == null) {
            String found = declared == Void.class || declared == void.class ? null : new Walk().reason(type);
            problem = found == null ? "" : found;
            known.put(type, problem);
        }
        return problem.isEmpty() ? null : problem;
    }

    /** {@return whether a type says nothing about its values} */
    static boolean isOpen(Class<?> type) {
        return type == Object.class
                || type == Number.class
                || type == CharSequence.class
                || type == Serializable.class
                || type == Comparable.class
                || isTree(type.getName());
    }

    private static boolean isTree(String name) {
        return name.startsWith("com.fasterxml.jackson.core.TreeNode")
                || name.equals("com.fasterxml.jackson.databind.JsonNode")
                || name.startsWith("com.fasterxml.jackson.databind.node.");
    }

    private static String open(Class<?> type) {
        return "a value declared as " + type.getName() + " comes back as another type, such as 5L as an Integer;"
                + " declare the type that it has";
    }

    /** {@return the form of a class by its members, if it has no subclasses} */
    public static Form ofFinal(Class<?> type, Form members) {
        return members instanceof Refused || Modifier.isFinal(type.getModifiers())
                ? members
                : new Refused(type.getName() + " is not final: a value of a subclass would come back as "
                        + type.getName() + "; make it a record, or declare it final");
    }

    private static String unknown(Class<?> type) {
        return type.getTypeName() + " is not among the types that are known to come back equal; declare another type";
    }

    /** One walk over a type and everything that it refers to. */
    private final class Walk {

        private final Set<PlainType> seen = new HashSet<>();

        /** The class that the reason is about, if it may be declared to come back equal all the same. */
        private @Nullable Class<?> declarable;

        @Nullable
        String reason(PlainType type) {
            String problem = problem(type, 0);
            return problem == null
                    ? null
                    : problem + ", or build the operation with answersAsStored()"
                            + (declarable == null
                                    ? ""
                                    : "; or, if you know that its values come back equal, "
                                            + forms.declaring(declarable));
        }

        private @Nullable String problem(PlainType type, int depth) {
            Class<?> raw = type.raw();
            if (forms.isTrusted(raw) || !seen.add(type)) {
                return null;
            }
            String settings = forms.problemOfSettings();
            if (settings != null) {
                declarable = raw;
                return settings;
            }
            if (depth > MOST_NESTED) {
                return ENDLESS;
            }
            if (isOpen(raw)) {
                return open(raw);
            }
            if (forms.isScalar(raw) || raw.isEnum()) {
                return forms.problemOfScalar(raw);
            }
            if (raw.isArray()) {
                return inContainer(type, type.argument(0), depth);
            }
            return ExactContainers.isContainer(raw) ? ofContainer(type, depth) : ofClass(type, depth);
        }

        private @Nullable String ofContainer(PlainType type, int depth) {
            String kind = ExactContainers.problem(type.raw());
            if (kind != null || !Map.class.isAssignableFrom(type.raw())) {
                return kind == null ? inContainer(type, type.argument(0), depth) : kind;
            }
            Class<?> key = type.argument(0).raw();
            if (!forms.isTrusted(key)) {
                String problem = isOpen(key) ? open(key) : forms.problemOfKey(key);
                if (problem != null) {
                    return problem;
                }
            }
            return inContainer(type, type.argument(1), depth);
        }

        private @Nullable String inContainer(PlainType container, PlainType content, int depth) {
            if (content.raw() == Optional.class) {
                return "an Optional in a collection, map or array cannot be told from null when it is empty; declare the"
                        + " value itself";
            }
            String problem = forms.problemOfContainer(container);
            return problem == null ? problem(content, depth + 1) : problem;
        }

        private @Nullable String ofClass(PlainType type, int depth) {
            Class<?> raw = type.raw();
            if (raw == Iterable.class) {
                return "a value declared as " + raw.getName() + " comes back as a list; declare List or Set";
            }
            if (Throwable.class.isAssignableFrom(raw)) {
                return "a " + raw.getName() + " is not equal to the one that it is read back as; declare failures with"
                        + " onFailure(finalFor(...)), or store a record of what matters of it";
            }
            ClassForms.Form form = forms.form(type);
            if (form instanceof Refused refused) { // no switch over patterns: it costs a class at each cold start
                declarable = raw;
                return refused.reason();
            }
            return ofParts(raw, (Parts) form, depth);
        }

        private @Nullable String ofParts(Class<?> raw, Parts parts, int depth) {
            for (Part part : parts.parts()) {
                String problem = problem(part.type(), depth + 1);
                if (problem != null) {
                    boolean placed = problem.startsWith("in ");
                    return placed ? problem : "in " + part.place() + " of " + raw.getName() + ", " + problem;
                }
            }
            return null;
        }
    }

    /** {@return the refusal of a class that no form allows} */
    public static Refused refusedUnknown(Class<?> type) {
        return new Refused(unknown(type));
    }
}
