// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a record or bean without annotations: those that Jackson's default mapper finds, under the same names
 * and in the same order. Where its choice depends on more than names, the class is refused. Immutable and thread-safe.
 */
final class PlainMembers {

    private final Class<?> type;
    private final Map<String, PlainMember> all;
    private final List<PlainMember> written;
    private final List<PlainMember> sorted;
    private final @Nullable String unwritable;

    private PlainMembers(
            Class<?> type, Map<String, PlainMember> all, List<PlainMember> written, @Nullable String unwritable) {
        this.type = type;
        this.all = all;
        this.written = List.copyOf(written);
        List<PlainMember> byName = new ArrayList<>(written);
        byName.sort((one, other) -> one.name().compareTo(other.name()));
        this.sorted = List.copyOf(byName);
        this.unwritable = unwritable;
    }

    /** {@return the members of a class that is neither an enum nor a class of the JDK} */
    static PlainMembers of(Class<?> type) {
        String annotated = JacksonMarks.find(type);
        if (annotated != null) {
            return refused(type, annotated);
        }
        Collector collector = new Collector(type);
        collector.collect();
        if (collector.problem != null) {
            return refused(type, collector.problem);
        }
        List<PlainMember> written = new ArrayList<>();
        for (PlainMember each : collector.inOrder()) {
            if (each.isWritten()) {
                if (!each.openForWriting()) {
                    return refused(type, notOpen(type));
                }
                written.add(each);
            }
        }
        return written.isEmpty()
                ? refused(type, "it has no member that Jackson would write")
                : new PlainMembers(type, collector.members, written, null);
    }

    private static PlainMembers refused(Class<?> type, String problem) {
        return new PlainMembers(type, Map.of(), List.of(), problem);
    }

    private static String notOpen(Class<?> type) {
        return "its module does not open " + type.getPackageName() + " to dev.semel.json";
    }

    /** {@return the members that are written, in their order; none if there is a problem} */
    List<PlainMember> written() {
        return written;
    }

    /** {@return the members that are written, in the order of their names} */
    List<PlainMember> sorted() {
        return sorted;
    }

    /** {@return the getters and fields whose values are written} */
    List<Member> accessors() {
        List<Member> accessors = new ArrayList<>();
        for (PlainMember each : written) {
            accessors.add(each.accessor());
        }
        return accessors;
    }

    /** {@return the declared types of what is written} */
    List<Type> writtenTypes() {
        List<Type> types = new ArrayList<>();
        for (PlainMember each : written) {
            types.add(each.writtenType());
        }
        return types;
    }

    /** {@return the declared types of what is read} */
    List<Type> readTypes() {
        List<Type> types = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent each : type.getRecordComponents()) {
                types.add(each.getGenericType());
            }
            return types;
        }
        for (PlainMember each : all.values()) {
            Type read = each.readType();
            if (read != null) {
                types.add(read);
            }
        }
        return types;
    }

    /** {@return the members that are written or read} */
    Collection<PlainMember> all() {
        return all.values();
    }

    /** {@return a member of {@link #all()}} */
    PlainMember named(String name) {
        return Objects.requireNonNull(all.get(name), "a member");
    }

    /** {@return why the class cannot be written; null if it can} */
    @Nullable
    String unwritable() {
        return unwritable;
    }

    /** {@return why the class cannot be read; null if it can} */
    @Nullable
    String unreadable() {
        if (unwritable != null || type.isRecord()) {
            return unwritable != null ? unwritable : extraContainers();
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return "it is abstract, and nothing in the JSON names a subtype; annotate it with @JsonTypeInfo";
        }
        if (emptyConstructor(type) == null) {
            return "it has no constructor without parameters; make it a record";
        }
        for (PlainMember member : all.values()) {
            if (member.unreadable() != null) {
                return "it has " + member.unreadable();
            }
            if (!member.openForReading()) {
                return notOpen(type);
            }
        }
        return null;
    }

    /** {@return the names of a record's components are read by its constructor; other members must not be filled} */
    private @Nullable String extraContainers() {
        Set<String> components = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(component.getName());
        }
        for (PlainMember member : written) {
            if (!components.contains(member.name()) && member.unreadable() != null) {
                return "it has " + member.unreadable();
            }
        }
        return null;
    }

    /** {@return the constructor that makes a bean; null if there is none that may be called} */
    static @Nullable Constructor<?> emptyConstructor(Class<?> type) {
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (each.getParameterCount() == 0) {
                return PlainMember.open(each) ? each : null;
            }
        }
        return null;
    }

    /** The collection of one class's members, in the order in which Jackson comes upon them. */
    private static final class Collector {

        private final Class<?> type;
        private final Map<String, PlainMember> members = new LinkedHashMap<>();
        private final Set<String> components = new HashSet<>();
        private final List<PlainMember> creation = new ArrayList<>();
        private @Nullable String problem;

        Collector(Class<?> type) {
            this.type = type;
        }

        void collect() {
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    components.add(component.getName());
                    creation.add(member(component.getName()));
                }
            } else {
                addFields(type);
            }
            Map<String, Method> methods = new LinkedHashMap<>();
            addMethods(type, methods);
            addInherited(type, methods, new HashSet<>());
            for (Method each : methods.values()) {
                addAccessor(each);
            }
        }

        /** {@return what a constructor takes, then the rest} */
        List<PlainMember> inOrder() {
            List<PlainMember> ordered = new ArrayList<>(creation);
            for (PlainMember each : members.values()) {
                if (!components.contains(each.name())) {
                    ordered.add(each);
                }
            }
            return ordered;
        }

        private PlainMember member(String name) {
            PlainMember known = members.get(name);
            if (known == null) {
                known = new PlainMember(name);
                members.put(name, known);
            }
            return known;
        }

        private void addFields(Class<?> declaring) {
            Class<?> superclass = declaring.getSuperclass();
            if (superclass != null && superclass != Object.class) {
                addFields(superclass);
            }
            for (Field each : declaring.getDeclaredFields()) {
                int modifiers = each.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !each.isSynthetic()) {
                    member(each.getName()).setField(each);
                }
            }
        }

        private void addInherited(Class<?> of, Map<String, Method> methods, Set<Class<?>> seen) {
            for (Class<?> each : of.getInterfaces()) {
                addOnce(each, methods, seen);
            }
            Class<?> superclass = of.getSuperclass();
            if (superclass != null && superclass != Object.class) {
                addOnce(superclass, methods, seen);
            }
        }

        private void addOnce(Class<?> declaring, Map<String, Method> methods, Set<Class<?>> seen) {
            if (seen.add(declaring)) {
                addMethods(declaring, methods);
                addInherited(declaring, methods, seen);
            }
        }

        private void addMethods(Class<?> declaring, Map<String, Method> methods) {
            for (Method each : declaring.getDeclaredMethods()) {
                if (Modifier.isStatic(each.getModifiers()) || each.isSynthetic() || each.getParameterCount() > 1) {
                    continue;
                }
                String parameter = each.getParameterCount() == 0 ? "" : each.getParameterTypes()[0].getName();
                String signature = each.getName() + "(" + parameter;
                Method overriding = methods.get(signature);
                if (overriding == null
                        || (Modifier.isAbstract(overriding.getModifiers())
                                && !Modifier.isAbstract(each.getModifiers()))) {
                    methods.put(signature, each);
                }
            }
        }

        private void addAccessor(Method method) {
            if (method.getParameterCount() == 0) {
                addGetter(method);
            } else if (!type.isRecord()) {
                String name = decapitalized(method.getName(), "set");
                if (name != null) {
                    member(name).addSetter(method);
                }
            }
        }

        private void addGetter(Method method) {
            Class<?> returned = method.getReturnType();
            if (returned == void.class) {
                return;
            }
            String name = nameOfGetter(method);
            if (name == null) {
                return;
            }
            if (returned == Void.class || !member(name).addGetter(method)) {
                problem = "the getter of '" + name + "' is one of several, or always null";
            }
        }

        private @Nullable String nameOfGetter(Method method) {
            String called = method.getName();
            if (components.contains(called)) {
                return called;
            }
            String name = decapitalized(called, "get");
            Class<?> returned = method.getReturnType();
            boolean truth = returned == boolean.class || returned == Boolean.class;
            return name == null && truth ? decapitalized(called, "is") : name;
        }
    }

    /** {@return a name without its prefix and with all its leading capitals small, as Jackson does: URL is url} */
    static @Nullable String decapitalized(String method, String prefix) {
        if (!method.startsWith(prefix) || method.length() == prefix.length()) {
            return null;
        }
        char[] name = method.substring(prefix.length()).toCharArray();
        for (int i = 0; i < name.length; i++) {
            char small = Character.toLowerCase(name[i]);
            if (small == name[i]) {
                break;
            }
            name[i] = small;
        }
        return new String(name);
    }
}
