// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A search for a member of a class that a mapper leaves out when it writes or when it reads, such as one with
 * {@code @JsonIgnore}: the value comes back without it. Members are the fields that Jackson has a property of. Getters
 * without a field are computed, and transient fields are no state.
 */
final class LostMembers {

    private final BeanDescription writing;
    private final BeanDescription reading;
    private final AnnotationIntrospector annotations;
    private final Set<String> written = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> ignored = new HashSet<>();

    private LostMembers(JavaType type, SerializationConfig writer, DeserializationConfig reader) {
        this.writing = writer.introspect(type);
        this.reading = reader.introspect(type);
        this.annotations = writer.getAnnotationIntrospector();
    }

    /** {@return the name of a field that does not come back; empty if there is none} */
    static Optional<String> of(
            BeanSerializerBase serializer,
            BeanDeserializerBase deserializer,
            SerializationConfig writer,
            DeserializationConfig reader) {
        JavaType type = deserializer.getValueType();
        LostMembers members = new LostMembers(type, writer, reader);
        members.addWritten(serializer.properties());
        members.addRead(deserializer.properties());
        members.addRead(deserializer.creatorProperties());
        members.ignored.addAll(
                members.writing.getIgnoredPropertyNames()); // complete now that properties were asked for
        members.ignored.addAll(members.reading.getIgnoredPropertyNames());
        for (Class<?> declaring = type.getRawClass();
                declaring != null && !declaring.getName().startsWith("java.");
                declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (members.isLost(field)) {
                    return Optional.of(field.getName());
                }
            }
        }
        return Optional.empty();
    }

    private void addWritten(Iterator<PropertyWriter> properties) {
        Set<String> names = new HashSet<>();
        properties.forEachRemaining(property -> names.add(property.getName()));
        add(writing, names, written::add);
    }

    private void addRead(Iterator<SettableBeanProperty> properties) {
        Set<String> names = new HashSet<>();
        properties.forEachRemaining(property -> names.add(property.getName()));
        add(reading, names, read::add);
    }

    /** Adds the names in the program of the properties that have these names in JSON. */
    private static void add(BeanDescription bean, Set<String> inJson, Consumer<String> found) {
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (inJson.contains(property.getName())) {
                found.accept(property.getInternalName());
            }
        }
    }

    private boolean isLost(Field field) {
        String name = field.getName();
        if (Modifier.isStatic(field.getModifiers())
                || Modifier.isTransient(field.getModifiers())
                || field.isSynthetic()
                || (written.contains(name) && read.contains(name))
                || isOfUnknownMembers(field)) {
            return false;
        }
        List<BeanPropertyDefinition> known = Stream.of(writing, reading)
                .flatMap(bean -> bean.findProperties().stream())
                .filter(property -> property.getInternalName().equals(name))
                .toList();
        return known.isEmpty() ? ignored.contains(name) : known.stream().noneMatch(this::isOtherwiseHandled);
    }

    /** {@return whether a field takes members that have no field of their own} */
    private boolean isOfUnknownMembers(Field field) {
        return Map.class.isAssignableFrom(field.getType())
                && (writing.findAnyGetter() != null || reading.findAnySetterAccessor() != null);
    }

    /** {@return whether a member is written into its parent, refers back to it, or is injected} */
    private boolean isOtherwiseHandled(BeanPropertyDefinition property) {
        AnnotatedMember member = property.getPrimaryMember();
        return member != null
                && (annotations.findUnwrappingNameTransformer(member) != null
                        || annotations.findReferenceType(member) != null
                        || annotations.findInjectableValue(member) != null);
    }
}
