// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import dev.semel.codec.TypeRef;
import java.io.Closeable;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored JSON never names any class of the program to be created, however a mapper or a class comes to ask for it. */
@NullMarked
class TypingByClassTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY)
    interface ByMinimalClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface ByName {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Object.class,
                Serializable.class,
                Comparable.class,
                Cloneable.class,
                AutoCloseable.class,
                Closeable.class,
                Runnable.class,
                Throwable.class
            })
    void aMixInByClassOnATypeOfTheJdkIsRefused(Class<?> base) {
        for (Class<?> mixIn : List.of(ByClass.class, ByMinimalClass.class)) {
            ObjectMapper mapper = new ObjectMapper().addMixIn(base, mixIn);
            assertThatThrownBy(() -> JacksonCodec.of(mapper))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("typing by class name")
                    .hasMessageContaining("PolymorphicTypeValidator");
        }
        assertThatCode(() -> JacksonCodec.of(new ObjectMapper().addMixIn(base, ByName.class)))
                .doesNotThrowAnyException();
        assertThatCode(() -> JacksonCodec.of(JsonMapper.builder()
                        .addMixIn(base, ByClass.class)
                        .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("dev.semel.jackson.")
                                .build())
                        .build()))
                .doesNotThrowAnyException();
    }

    @Test
    void aTypingOfOneTypeOnlyIsRefused() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.setDefaultTyping(
                new OnlyRunnables().init(JsonTypeInfo.Id.CLASS, null).inclusion(JsonTypeInfo.As.PROPERTY));
        assertThatThrownBy(() -> JacksonCodec.of(mapper)).hasMessageContaining("Runnable");
    }

    private static final class OnlyRunnables extends StdTypeResolverBuilder {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable TypeDeserializer buildTypeDeserializer(
                DeserializationConfig config, JavaType base, @Nullable Collection<NamedType> subtypes) {
            return base.hasRawClass(Runnable.class) ? super.buildTypeDeserializer(config, base, subtypes) : null;
        }
    }

    record Member(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object any) {}

    record Inner(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Serializable any) {}

    record Elements(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Object> all) {}

    record Values(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Map<String, Object> all) {}

    @ParameterizedTest
    @ValueSource(classes = {Member.class, Inner.class, Elements.class, Values.class})
    void anAnnotationByClassOfAMemberIsRefusedByEveryWord(Class<?> type) {
        JacksonCodec codec = JacksonCodec.create();
        for (JacksonCodec each : List.of(codec, codec.forAnswersAsStored(), codec.comesBackEqual(type))) {
            assertThat(each.whyUnsupported(TypeRef.of(type)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("any class"));
        }
    }
}
