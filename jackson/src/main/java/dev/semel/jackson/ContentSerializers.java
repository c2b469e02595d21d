// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionLikeType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapLikeType;
import com.fasterxml.jackson.databind.type.MapType;
import dev.semel.codec.ContentIdentity;
import dev.semel.json.type.Contents;
import dev.semel.model.Blob;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A modifier of a mapper's serializers: a {@link ContentIdentity} at any place of a payload is written as its identity,
 * and a {@link Blob} by its bytes, while a {@link JacksonCanonicalJson} writes content for a fingerprint. Results keep
 * their form, and a value that would come back as another one is refused. One mapper does both, because a mapper costs
 * time at every cold start.
 */
final class ContentSerializers extends BeanSerializerModifier {

    /** The writer's attribute that asks for identities; its value is the {@link JacksonCanonicalJson} that writes. */
    static final Object CONTENT = new Object();

    @Serial
    private static final long serialVersionUID = 1L;

    private ContentSerializers() {}

    /** Adds the modifier to a mapper of our own. */
    static void addTo(ObjectMapper own) {
        own.setSerializerFactory(own.getSerializerFactory().withSerializerModifier(new ContentSerializers()));
    }

    private static JsonSerializer<?> modified(BeanDescription bean, JsonSerializer<?> serializer) {
        return Contents.isDefinedBy(bean.getBeanClass()) ? new ContentSerializer(serializer) : serializer;
    }

    @Override
    public JsonSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, declared(bean.getType(), checked(bean, serializer)));
    }

    /** {@return a serializer that refuses parts of other types than those of the type's arguments} */
    private static JsonSerializer<?> declared(JavaType type, JsonSerializer<?> serializer) {
        if (!type.isContainerType() && !type.isReferenceType()) {
            return DeclaredSerializer.ofClass(type, serializer);
        }
        boolean open = type.getContentType() == null || type.getContentType().isJavaLangObject();
        boolean openKeys = type.getKeyType() == null || type.getKeyType().isJavaLangObject();
        return open && openKeys ? serializer : DeclaredSerializer.ofContainer(type, serializer);
    }

    /** {@return a serializer that refuses the values which would come back as other ones} */
    private static JsonSerializer<?> checked(BeanDescription bean, JsonSerializer<?> serializer) {
        JsonSerializer<?> inside = SerializerAround.inside(serializer);
        if (inside instanceof JsonValueSerializer) {
            AnnotatedMember value = bean.findJsonValueAccessor();
            return value == null || value.getRawType().isPrimitive()
                    ? serializer
                    : new PresentValueSerializer(serializer, value);
        }
        return inside instanceof BeanSerializerBase && SubclassSerializer.isSubclass(bean.getBeanClass())
                ? new SubclassSerializer(serializer)
                : serializer;
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> members) {
        for (BeanPropertyWriter each : members) {
            if (each.getType().isReferenceType() && !each.hasNullSerializer()) {
                each.assignNullSerializer(new AbsentOptional());
            }
        }
        return members;
    }

    @Override
    public JsonSerializer<?> modifyArraySerializer(
            SerializationConfig config, ArrayType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, serializer);
    }

    @Override
    public JsonSerializer<?> modifyCollectionSerializer(
            SerializationConfig config, CollectionType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, declared(type, serializer));
    }

    @Override
    public JsonSerializer<?> modifyCollectionLikeSerializer(
            SerializationConfig config, CollectionLikeType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, serializer);
    }

    @Override
    public JsonSerializer<?> modifyMapSerializer(
            SerializationConfig config, MapType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, declared(type, serializer));
    }

    @Override
    public JsonSerializer<?> modifyMapLikeSerializer(
            SerializationConfig config, MapLikeType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, serializer);
    }

    @Override
    public JsonSerializer<?> modifyEnumSerializer(
            SerializationConfig config, JavaType type, BeanDescription bean, JsonSerializer<?> serializer) {
        return modified(bean, serializer);
    }

    @Override
    public @Nullable JsonSerializer<?> modifyKeySerializer(
            SerializationConfig config, JavaType type, BeanDescription bean, @Nullable JsonSerializer<?> serializer) {
        return serializer != null && Contents.isDefinedBy(type.getRawClass())
                ? new KeySerializer(serializer)
                : serializer;
    }

    /** Writes the name of a map's member: the canonical text of the identity. */
    private static final class KeySerializer extends JsonSerializer<Object> {

        private final JsonSerializer<Object> whole;

        @SuppressWarnings("unchecked") // of the type that the modifier was asked for
        KeySerializer(JsonSerializer<?> whole) {
            this.whole = (JsonSerializer<Object>) whole;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (provider.getAttribute(CONTENT) instanceof JacksonCanonicalJson canonical) {
                out.writeFieldName(canonical.ofContent(Contents.of(value)).toUtf8());
            } else {
                whole.serialize(value, out, provider);
            }
        }
    }
}
