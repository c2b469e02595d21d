// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A member of a JSON object, and the accessors of its Java value. Filled by {@link PlainMembers}, then immutable. */
final class PlainMember {

    private final String name;
    private @Nullable Field field;
    private @Nullable Method getter;
    private @Nullable Method setter;
    private boolean manySetters;

    PlainMember(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void setField(Field declared) {
        field = declared; // the field of a subclass hides that of its superclass
    }

    /** {@return false if the member has a visible getter already: which one counts is Jackson's choice} */
    boolean addGetter(Method declared) {
        if (!Modifier.isPublic(declared.getModifiers())) {
            return true;
        }
        boolean first = getter == null;
        getter = declared;
        return first;
    }

    void addSetter(Method declared) {
        manySetters |= setter != null;
        setter = declared;
    }

    boolean isWritten() {
        return getter != null || isFieldVisible();
    }

    /** {@return the getter or field whose value is written} */
    Member accessor() {
        return getter == null ? mutator() : getter;
    }

    /** {@return the declared type of what is written} */
    Type writtenType() {
        if (getter != null) {
            return getter.getGenericReturnType();
        }
        return mutator().getGenericType();
    }

    /** {@return the declared type of what is read; null if nothing takes the member} */
    @Nullable
    Type readType() {
        if (setter != null) {
            return setter.getGenericParameterTypes()[0];
        }
        return hasMutator() ? mutator().getGenericType() : null;
    }

    /** {@return why Jackson reads the member in a way of its own; null if it does not} */
    @Nullable
    String unreadable() {
        if (manySetters) {
            return "several setters of '" + name + "'";
        }
        if (setter == null && field != null && Modifier.isFinal(field.getModifiers()) && isWritten()) {
            return "no setter of '" + name + "', whose field is final";
        }
        boolean added = setter == null && field == null && getter != null && isContainer(getter.getReturnType());
        return added ? "no setter of '" + name + "', whose elements would be added to what its getter returns" : null;
    }

    private static boolean isContainer(Class<?> type) {
        return java.util.Collection.class.isAssignableFrom(type) || java.util.Map.class.isAssignableFrom(type);
    }

    private boolean isFieldVisible() {
        return field != null && Modifier.isPublic(field.getModifiers());
    }

    /** A private field is read into if what it holds is written. */
    private boolean hasMutator() {
        return field != null && isWritten();
    }

    private Field mutator() {
        if (field == null) {
            throw new IllegalStateException("asked only of members with a field");
        }
        return field;
    }

    /** {@return whether this module may call what writes the member} */
    boolean openForWriting() {
        return open(getter == null ? mutator() : getter);
    }

    /** {@return whether this module may call what reads the member} */
    boolean openForReading() {
        if (setter != null) {
            return open(setter);
        }
        return !hasMutator() || open(mutator());
    }

    static boolean open(AccessibleObject member) {
        return member.trySetAccessible();
    }

    @Nullable
    Object get(Object owner) throws ReflectiveOperationException {
        return getter == null ? mutator().get(owner) : getter.invoke(owner);
    }

    void set(Object owner, @Nullable Object value) throws ReflectiveOperationException {
        if (setter == null) {
            mutator().set(owner, value);
        } else {
            setter.invoke(owner, value);
        }
    }

    /** {@return the exception of the code that was called, or that of the call} */
    static Throwable causeOf(ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : null;
        return cause == null ? e : cause;
    }
}
