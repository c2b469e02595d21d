// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of a type that defines its content: the identity when content is written for a fingerprint, otherwise
 * everything, as the mapper writes it. Immutable and thread-safe.
 */
final class ContentSerializer extends JsonSerializer<Object> implements ContextualSerializer, ResolvableSerializer {

    /** The per-call attribute that counts identities inside identities. */
    private static final Object DEPTH = new Object();

    private final JsonSerializer<Object> whole;
    private final @Nullable NameTransformer unwrapping;

    ContentSerializer(JsonSerializer<?> whole) {
        this(whole, null);
    }

    @SuppressWarnings("unchecked") // of the type that the modifier was asked for
    private ContentSerializer(JsonSerializer<?> whole, @Nullable NameTransformer unwrapping) {
        this.whole = (JsonSerializer<Object>) whole;
        this.unwrapping = unwrapping;
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (writesContent(provider)) {
            content(value, out, provider);
        } else {
            whole.serialize(value, out, provider);
        }
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        if (writesContent(provider)) {
            content(value, out, provider);
        } else {
            whole.serializeWithType(value, out, provider, type);
        }
    }

    private static boolean writesContent(SerializerProvider provider) {
        return provider.getAttribute(ContentSerializers.CONTENT) != null;
    }

    private void content(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        int depth = provider.getAttribute(DEPTH) instanceof Integer outer ? outer + 1 : 1;
        if (depth > Contents.MOST_NESTED) {
            throw Contents.tooDeep(value);
        }
        provider.setAttribute(DEPTH, depth);
        if (unwrapping != null) { // the members around it cannot take an identity that is no object
            out.writeFieldName(unwrapping.transform("contentIdentity"));
        }
        provider.defaultSerializeValue(Contents.of(value), out);
        provider.setAttribute(DEPTH, depth - 1);
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, @Nullable BeanProperty property)
            throws JsonMappingException {
        return whole instanceof ContextualSerializer contextual
                ? around(contextual.createContextual(provider, property))
                : this;
    }

    @Override
    public void resolve(SerializerProvider provider) throws JsonMappingException {
        if (whole instanceof ResolvableSerializer resolvable) {
            resolvable.resolve(provider);
        }
    }

    @Override
    public JsonSerializer<Object> unwrappingSerializer(NameTransformer names) {
        JsonSerializer<Object> unwrapped = whole.unwrappingSerializer(names);
        return unwrapped.isUnwrappingSerializer() ? new ContentSerializer(unwrapped, names) : around(unwrapped);
    }

    @Override
    public JsonSerializer<?> withFilterId(Object filterId) {
        return around(whole.withFilterId(filterId));
    }

    @Override
    public JsonSerializer<?> withIgnoredProperties(Set<String> ignored) {
        return around(whole.withIgnoredProperties(ignored));
    }

    @SuppressWarnings("ReferenceEquality") // spares a wrapper around the same serializer
    private JsonSerializer<Object> around(JsonSerializer<?> other) {
        return other == whole ? this : new ContentSerializer(other, unwrapping);
    }

    /** {@return the serializer of everything} */
    @Override
    public JsonSerializer<?> getDelegatee() {
        return whole;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // as Jackson declares it
    public Class handledType() {
        return whole.handledType();
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Object value) {
        return whole.isEmpty(provider, value);
    }

    @Override
    public boolean usesObjectId() {
        return whole.usesObjectId();
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return whole.isUnwrappingSerializer();
    }

    @Override
    public Iterator<PropertyWriter> properties() {
        return whole.properties();
    }

    @Override
    public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type) throws JsonMappingException {
        whole.acceptJsonFormatVisitor(visitor, type);
    }
}
