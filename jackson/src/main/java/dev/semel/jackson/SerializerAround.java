// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A serializer around the one that a mapper found for a type. Immutable and thread-safe. */
abstract class SerializerAround extends JsonSerializer<Object> implements ContextualSerializer, ResolvableSerializer {

    /** The serializer that the mapper found. */
    final JsonSerializer<Object> found;

    @SuppressWarnings("unchecked") // of the type that a modifier was asked for
    SerializerAround(JsonSerializer<?> found) {
        this.found = (JsonSerializer<Object>) found;
    }

    /** {@return this around another serializer of the same type} */
    abstract SerializerAround around(JsonSerializer<?> other);

    /** {@return the serializer that a mapper found, whether one of ours is around it or not} */
    static JsonSerializer<?> inside(JsonSerializer<?> serializer) {
        JsonSerializer<?> inside = serializer;
        while (inside instanceof SerializerAround around) {
            inside = around.found;
        }
        return inside;
    }

    @SuppressWarnings("ReferenceEquality") // spares a wrapper around the same serializer
    private SerializerAround aroundIfOther(JsonSerializer<?> other) {
        return other == found ? this : around(other);
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, @Nullable BeanProperty property)
            throws JsonMappingException {
        return found instanceof ContextualSerializer contextual
                ? aroundIfOther(contextual.createContextual(provider, property))
                : this;
    }

    @Override
    public void resolve(SerializerProvider provider) throws JsonMappingException {
        if (found instanceof ResolvableSerializer resolvable) {
            resolvable.resolve(provider);
        }
    }

    @Override
    public JsonSerializer<Object> unwrappingSerializer(NameTransformer names) {
        return aroundIfOther(found.unwrappingSerializer(names));
    }

    @Override
    public JsonSerializer<?> withFilterId(Object filterId) {
        return aroundIfOther(found.withFilterId(filterId));
    }

    @Override
    public JsonSerializer<?> withIgnoredProperties(Set<String> ignored) {
        return aroundIfOther(found.withIgnoredProperties(ignored));
    }

    @Override
    public JsonSerializer<?> getDelegatee() {
        return found;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // as Jackson declares it
    public Class handledType() {
        return found.handledType();
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Object value) {
        return found.isEmpty(provider, value);
    }

    @Override
    public boolean usesObjectId() {
        return found.usesObjectId();
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return found.isUnwrappingSerializer();
    }

    @Override
    public Iterator<PropertyWriter> properties() {
        return found.properties();
    }

    @Override
    public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type) throws JsonMappingException {
        found.acceptJsonFormatVisitor(visitor, type);
    }
}
