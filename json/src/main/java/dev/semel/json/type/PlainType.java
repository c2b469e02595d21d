// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type whose variables are replaced. A wildcard is its upper bound, and so is a variable that nothing binds.
 *
 * @param raw the class
 * @param arguments the type arguments; of an array the type of its elements; empty for a raw type
 */
public record PlainType(Class<?> raw, List<PlainType> arguments) {

    public PlainType {
        arguments = List.copyOf(arguments);
    }

    public static PlainType of(Class<?> raw) {
        return of(raw, Map.of());
    }

    public static PlainType of(Type type, Map<TypeVariable<?>, PlainType> bindings) {
        if (type instanceof Class<?> raw) {
            return new PlainType(raw, raw.isArray() ? List.of(of(raw.getComponentType(), bindings)) : List.of());
        }
        if (type instanceof ParameterizedType generic) {
            return of((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), bindings);
        }
        if (type instanceof GenericArrayType array) {
            PlainType element = of(array.getGenericComponentType(), bindings);
            return new PlainType(Array.newInstance(element.raw, 0).getClass(), List.of(element));
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bindings);
        }
        PlainType bound = bindings.get((TypeVariable<?>) type);
        return bound == null ? of(erased(type)) : bound;
    }

    private static PlainType of(Class<?> raw, Type[] arguments, Map<TypeVariable<?>, PlainType> bindings) {
        List<PlainType> resolved = new ArrayList<>(arguments.length);
        for (Type argument : arguments) {
            resolved.add(of(argument, bindings));
        }
        return new PlainType(raw, resolved);
    }

    /** {@return the class of a type, which ends the recursion of {@code T extends Comparable<T>}} */
    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof TypeVariable<?> variable ? erased(variable.getBounds()[0]) : Object.class;
    }

    /** {@return the type argument at a position; {@code Object} for a raw type} */
    public PlainType argument(int index) {
        return index < arguments.size() ? arguments.get(index) : of(Object.class);
    }

    /** {@return whether a value is one of the class; of a primitive type each is, as no cast brings in another one} */
    boolean holds(Object value) {
        return raw.isPrimitive() || raw.isInstance(value);
    }

    /** {@return the sentence for a value of another class that an unchecked cast has brought in} */
    public String otherThan(Object value) {
        return "A " + value.getClass().getName() + " is where " + raw.getTypeName()
                + " is declared, and would come back as one; an unchecked cast has brought it there";
    }

    /** {@return the types of all variables that the declarations of members in this class or its supers may name} */
    public Map<TypeVariable<?>, PlainType> bindings() {
        Map<TypeVariable<?>, PlainType> bindings = new HashMap<>();
        TypeVariable<?>[] own = raw.getTypeParameters();
        for (int i = 0; i < own.length && i < arguments.size(); i++) {
            bindings.put(own[i], arguments.get(i));
        }
        bindSupers(raw, bindings);
        return bindings;
    }

    private static void bindSupers(Class<?> type, Map<TypeVariable<?>, PlainType> bindings) {
        Type superclass = type.getGenericSuperclass();
        if (superclass != null) {
            bindSuper(superclass, bindings);
        }
        for (Type each : type.getGenericInterfaces()) {
            bindSuper(each, bindings);
        }
    }

    private static void bindSuper(Type type, Map<TypeVariable<?>, PlainType> bindings) {
        PlainType resolved = of(type, bindings);
        TypeVariable<?>[] variables = resolved.raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < resolved.arguments.size(); i++) {
            bindings.put(variables[i], resolved.arguments.get(i));
        }
        bindSupers(resolved.raw, bindings);
    }

    // Written out, as ClaimId's are: every operation with a result of a class looks types up when it is built.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainType that && raw == that.raw && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return 31 * raw.hashCode() + arguments.hashCode();
    }

    @Override
    public String toString() {
        return raw.getTypeName();
    }
}
