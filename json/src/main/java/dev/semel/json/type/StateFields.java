// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that make up the state of a class and of its superclasses. */
public final class StateFields {

    private StateFields() {}

    /** {@return the fields that are not static, of the class and of all its superclasses} */
    public static List<Field> of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** {@return why the fields cannot be told apart by the names of members; null if they can} */
    public static @Nullable String problem(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Field field : of(type)) {
            if (field.isSynthetic()) {
                return type.getName() + " is an inner class, whose outer object does not come back; make it a record,"
                        + " or declare it static";
            }
            if (!names.add(field.getName())) {
                return type.getName() + " has two fields '" + field.getName() + "', its own and an inherited one;"
                        + " rename one of them";
            }
        }
        return null;
    }

    /** {@return the sentence for a field that does not come back} */
    public static String lost(Class<?> type, String field) {
        return type.getName() + " comes back without its field '" + field + "', which is not both written and read"
                + " as the type that it has (it has @JsonIgnore, or no getter, or no setter, or those of another type);"
                + " give it both, or move it out of the result";
    }
}
