// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check, without a value, whether a mapper can write a type and read it back. Jackson itself finds deserializers for
 * types that it refuses at the first use (abstract ones, {@code java.time} without its module); here they count as
 * unsupported, and so do types that contain them.
 */
final class TypeSupport {

    private final ObjectMapper mapper;

    TypeSupport(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    boolean supports(JavaType type) {
        try {
            return (type.isJavaLangObject() || isWritable(type)) && isReadable(type);
        } catch (JsonMappingException | IllegalArgumentException e) {
            return false; // Jackson cannot handle the type
        }
    }

    private boolean isWritable(JavaType type) throws JsonMappingException {
        JsonSerializer<?> serializer =
                mapper.getSerializerProviderInstance().findTypedValueSerializer(type, true, null);
        return !(serializer instanceof UnknownSerializer) && !(serializer instanceof UnsupportedTypeSerializer);
    }

    private boolean isReadable(JavaType type) throws JsonMappingException {
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
        return new Walk(context).isReadable(context.findRootValueDeserializer(type), false);
    }

    /** One walk over a deserializer and everything that it refers to. */
    private static final class Walk {

        private final DeserializationContext context;
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Walk(DeserializationContext context) {
            this.context = context;
        }

        boolean isReadable(@Nullable JsonDeserializer<?> deserializer, boolean typed) throws JsonMappingException {
            if (deserializer instanceof UnsupportedTypeDeserializer) {
                return false;
            }
            if (deserializer instanceof AbstractDeserializer) {
                return typed; // a type id in the JSON names a concrete type
            }
            if (deserializer == null || !seen.add(deserializer)) {
                return true; // types refer to each other in cycles
            }
            if (deserializer instanceof ContainerDeserializerBase<?> container) {
                return isReadable(container.getContentDeserializer(), isTyped(container.getContentType()));
            }
            if (deserializer instanceof BeanDeserializerBase bean) {
                return areReadable(bean.properties()) && areReadable(bean.creatorProperties());
            }
            return true;
        }

        private boolean isTyped(@Nullable JavaType content) throws JsonMappingException {
            return content != null
                    && (content.getTypeHandler() != null || context.getConfig().findTypeDeserializer(content) != null);
        }

        private boolean areReadable(Iterator<SettableBeanProperty> properties) throws JsonMappingException {
            while (properties.hasNext()) {
                SettableBeanProperty property = properties.next();
                if (!isReadable(property.getValueDeserializer(), property.hasValueTypeDeserializer())) {
                    return false;
                }
            }
            return true;
        }
    }
}
