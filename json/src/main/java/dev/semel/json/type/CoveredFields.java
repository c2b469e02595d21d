// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a class's fields with the members of its JSON. A field is covered if it is written itself, or if a
 * getter is written that has its name and can return all its values. A getter covers one field, and none that its class
 * cannot see. Of a record only the accessor of the component counts. Code of getters is not seen.
 */
public final class CoveredFields {

    private final Class<?> type;
    private final List<Member> written;
    private final Set<Member> used = new HashSet<>();

    private CoveredFields(Class<?> type, List<Member> written) {
        this.type = type;
        this.written = written;
    }

    /**
     * {@return the first field that no written member covers; null if there is none} A transient field is excluded by
     * the word of its class.
     *
     * @param written the fields and getters that are written
     * @param excluded the names of other fields that the class excludes from its JSON
     */
    public static @Nullable Field uncovered(Class<?> type, List<Member> written, Set<String> excluded) {
        return new CoveredFields(type, written).first(excluded);
    }

    private @Nullable Field first(Set<String> excluded) {
        List<Field> left = new ArrayList<>();
        for (Field field : StateFields.of(type)) {
            boolean isExcluded = Modifier.isTransient(field.getModifiers()) || excluded.contains(field.getName());
            if (!isExcluded && !isCovered(field, false)) {
                left.add(field);
            }
        }
        for (Field field : left) { // such as 'uRL', whose getter is getURL
            if (!isCovered(field, true)) {
                return field;
            }
        }
        return null;
    }

    private boolean isCovered(Field field, boolean ignoringCase) {
        for (Member each : written) {
            if (!used.contains(each)
                    && (each.equals(field) || (each instanceof Method getter && isOf(getter, field, ignoringCase)))) {
                used.add(each);
                return true;
            }
        }
        return false;
    }

    private boolean isOf(Method getter, Field field, boolean ignoringCase) {
        if (!sees(getter, field) || !boxed(getter.getReturnType()).isAssignableFrom(boxed(field.getType()))) {
            return false;
        }
        String name = field.getName();
        if (type.isRecord() || getter.getName().equals(name)) {
            return getter.getName().equals(name);
        }
        for (String prefix : List.of("get", "is")) {
            String rest = getter.getName().startsWith(prefix) ? getter.getName().substring(prefix.length()) : "";
            if (ignoringCase ? rest.equalsIgnoreCase(name) : isName(rest, name, prefix, getter)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the class of a getter has a field: that of a superclass or an interface has not} */
    public static boolean sees(Member getter, Field field) {
        return field.getDeclaringClass().isAssignableFrom(getter.getDeclaringClass());
    }

    private static boolean isName(String rest, String field, String prefix, Method getter) {
        return !rest.isEmpty()
                && (field.equals(Character.toLowerCase(rest.charAt(0)) + rest.substring(1))
                        || field.equals(PlainMembers.decapitalized(getter.getName(), prefix)));
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** {@return why the fields of a class cannot be compared with names of members; null if they can} */
    public static @Nullable String problemOfFields(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Field field : StateFields.of(type)) {
            if (field.isSynthetic()) {
                return type.getName() + " is an inner class, whose outer object is not compared; make it a record, or"
                        + " declare it static";
            }
            if (!names.add(field.getName())) {
                return type.getName() + " has two fields '" + field.getName() + "', its own and an inherited one;"
                        + " rename one of them";
            }
        }
        return null;
    }

    /** {@return the sentence for a field that is not compared} */
    public static String lost(Class<?> type, String field) {
        return type.getName() + " has a field '" + field
                + "' that is not in its JSON, so two payloads that differ in it"
                + " would be taken for one; give it a getter of its name and type, make the class a record, or exclude"
                + " it by the word transient or @JsonIgnore";
    }
}
