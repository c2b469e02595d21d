// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The subtypes by which a mapper reads a type with {@code @JsonTypeInfo}, as far as names decide. */
final class NamedSubtypes {

    private final DeserializationConfig config;
    private final JavaType base;
    private final JsonTypeInfo.Id id;
    private final List<JavaType> concrete = new ArrayList<>();

    NamedSubtypes(DeserializationConfig config, JavaType base) {
        this.config = config;
        this.base = base;
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(config, base, config);
        JsonTypeInfo.Value info = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotated);
        this.id = info == null ? JsonTypeInfo.Id.NONE : info.getIdType();
        if (id == JsonTypeInfo.Id.NAME || id == JsonTypeInfo.Id.SIMPLE_NAME || id == JsonTypeInfo.Id.DEDUCTION) {
            for (NamedType each : config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated)) {
                add(each.getType());
            }
        }
    }

    private void add(Class<?> type) {
        if (base.getRawClass().isAssignableFrom(type)) { // a subtype inherits the annotation that names its siblings
            JavaType subtype = config.getTypeFactory().constructSpecializedType(base, type);
            if (subtype.isConcrete() && !concrete.contains(subtype)) {
                concrete.add(subtype);
            }
        }
    }

    /** {@return the subtypes that the mapper can read; none if class names decide, or if no subtype is named} */
    List<JavaType> concrete() {
        return concrete;
    }

    /** {@return why no value, or not each, can be read; null if nothing is known against it} */
    @Nullable
    String problem() {
        boolean byName = id == JsonTypeInfo.Id.NAME || id == JsonTypeInfo.Id.SIMPLE_NAME;
        if (byName && concrete.isEmpty()) {
            return "no subtype of " + base.getRawClass().getName()
                    + " is known; annotate it with @JsonSubTypes, or register its subtypes in the mapper";
        }
        Class<?> missing = concrete.isEmpty() ? null : missing(base.getRawClass());
        if (missing != null) {
            return missing.getName() + " is not among the @JsonSubTypes of "
                    + base.getRawClass().getName() + "; make the list complete";
        }
        return id == JsonTypeInfo.Id.DEDUCTION ? ambiguous() : null;
    }

    /** {@return a subtype of a sealed type that the mapper does not know; null if it knows all} */
    private @Nullable Class<?> missing(Class<?> type) {
        if (!type.isSealed()) {
            boolean known = Modifier.isAbstract(type.getModifiers())
                    || concrete.stream().anyMatch(each -> each.getRawClass() == type);
            return known ? null : type;
        }
        for (Class<?> each : type.getPermittedSubclasses()) {
            Class<?> missing = missing(each);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** {@return why a subtype cannot be told from its members: they are all members of another one} */
    private @Nullable String ambiguous() {
        for (JavaType one : concrete) {
            for (JavaType other : concrete) {
                if (!one.equals(other) && members(other).containsAll(members(one))) {
                    return one.getRawClass().getName() + " cannot be told from "
                            + other.getRawClass().getName() + " by its members; use @JsonTypeInfo(use = Id.NAME)";
                }
            }
        }
        return null;
    }

    private Set<String> members(JavaType subtype) {
        Set<String> names = new HashSet<>();
        for (BeanPropertyDefinition each : config.introspect(subtype).findProperties()) {
            names.add(each.getName());
        }
        return names;
    }
}
