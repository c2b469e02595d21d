// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Idempotency;
import dev.semel.codec.TypeRef;
import dev.semel.store.InMemoryStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that could not be read back equal are refused when the operation is built, with the reason and a remedy. */
class UnsupportedTypesTest {

    private final JacksonCodec codec = JacksonCodec.create();

    static final class WithoutConstructor {

        private final String id;

        WithoutConstructor(String id, int number) {
            this.id = id + number;
        }

        public String getId() {
            return id;
        }
    }

    @kotlin.Metadata
    static final class KotlinReceipt {

        private final String id;
        private final int amount;

        public KotlinReceipt(String id, int amount) {
            this.id = id;
            this.amount = amount;
        }

        public String getId() {
            return id;
        }

        public int getAmount() {
            return amount;
        }
    }

    /** Jackson takes its constructor for one of texts, while it writes an object. */
    static final class TextConstructor {

        private final String id;

        public TextConstructor(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }
    }

    record Untyped(String id, Object detail) {}

    record Amount(Number amount) {}

    record Tree(JsonNode tree) {}

    record Nested(List<Map<String, Untyped>> all) {}

    record Held(WithoutConstructor receipt) {}

    record Delegated(@JsonValue Map<String, Object> all) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Delegated {}
    }

    static Stream<TypeRef<?>> undeclared() {
        return Stream.of(
                TypeRef.of(Object.class),
                TypeRef.of(Number.class),
                TypeRef.of(JsonNode.class),
                TypeRef.of(ObjectNode.class),
                TypeRef.of(Object[].class),
                TypeRef.of(Untyped.class),
                TypeRef.of(Amount.class),
                TypeRef.of(Tree.class),
                TypeRef.of(Nested.class),
                TypeRef.of(Delegated.class),
                TypeRef.of(List.class),
                TypeRef.of(Map.class),
                new TypeRef<Map<String, Object>>() {},
                new TypeRef<Map<Object, String>>() {},
                new TypeRef<List<?>>() {},
                new TypeRef<List<Number>>() {});
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void aTypeThatDoesNotDeclareItsValuesIsRefused(TypeRef<?> type) {
        expectReason(type, "comes back as another type", "declare the type");
    }

    @Test
    void aTypeWithoutAUsableConstructorIsRefused() {
        expectReason(TypeRef.of(WithoutConstructor.class), "WithoutConstructor has no constructor", "@JsonCreator");
        expectReason(TypeRef.of(TextConstructor.class), "TextConstructor has no constructor", "@JsonCreator");
        expectReason(TypeRef.of(Held.class), "WithoutConstructor has no constructor", "@JsonCreator");
        expectReason(new TypeRef<List<WithoutConstructor>>() {}, "WithoutConstructor has no constructor", "record");
    }

    @Test
    void aKotlinClassWithoutItsModuleIsToldSo() {
        expectReason(TypeRef.of(KotlinReceipt.class), "is a Kotlin class", "kotlinModule()");
    }

    interface Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Named {}

    @Test
    void anAbstractTypeOrOneWithoutItsModuleIsToldWhy() {
        expectReason(TypeRef.of(Shape.class), "Shape is abstract", "@JsonTypeInfo");
        JacksonCodec bare = JacksonCodec.of(new ObjectMapper());
        assertThat(bare.whyUnsupported(TypeRef.of(Instant.class)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no module for java.time.Instant"));
        assertThat(bare.whyUnsupported(new TypeRef<Optional<String>>() {}))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no module for java.util.Optional"));
        expectReason(TypeRef.of(Named.class), "no subtype of", "@JsonSubTypes");
    }

    static final class Bean {

        public String id = "";
        public long amount;
    }

    static final class Text {

        private final String text;

        @JsonCreator
        Text(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }
    }

    static final class Annotated {

        private final String id;

        @JsonCreator
        Annotated(@JsonProperty("id") String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }
    }

    record Typed(long detail, Map<Integer, List<Long>> amounts) {}

    enum Level {
        LOW,
        HIGH
    }

    record Empty() {}

    @Test
    void whatCanBeReadBackIsSupported() {
        assertThat(Stream.of(
                        TypeRef.of(Bean.class),
                        TypeRef.of(Text.class),
                        TypeRef.of(Annotated.class),
                        TypeRef.of(Typed.class),
                        TypeRef.of(Level.class),
                        TypeRef.of(Empty.class),
                        TypeRef.of(Void.class),
                        TypeRef.of(Long.class),
                        TypeRef.of(byte[].class),
                        new TypeRef<Map<Level, Annotated>>() {}))
                .allSatisfy(type -> assertThat(codec.whyUnsupported(type)).isEmpty());
    }

    @Test
    void theOperationIsRefusedWithTheReasonAndWithoutAdviceOfTheCodecThatIsThere() {
        var engine = Idempotency.builder(new InMemoryStore()).codec(codec).build();
        assertThatThrownBy(() -> engine.operation("charge", String.class, Untyped.class)
                        .key(order -> order)
                        .build())
                .hasMessageContaining("result of type " + TypeRef.of(Untyped.class) + " cannot be stored")
                .hasMessageContaining("java.lang.Object comes back as another type")
                .hasMessageNotContaining("JacksonCodec");
    }

    static Stream<PolymorphicTypeValidator> unrestricted() {
        return Stream.of(
                LaissezFaireSubTypeValidator.instance,
                BasicPolymorphicTypeValidator.builder()
                        .allowIfBaseType(Object.class)
                        .build(),
                BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType(Object.class)
                        .build(),
                BasicPolymorphicTypeValidator.builder().allowIfSubType("java.").build());
    }

    @ParameterizedTest
    @MethodSource("unrestricted")
    void aMapperWithDefaultTypingOfAnyClassIsRefused(PolymorphicTypeValidator any) {
        for (ObjectMapper.DefaultTyping typing : ObjectMapper.DefaultTyping.values()) {
            ObjectMapper mapper =
                    JsonMapper.builder().activateDefaultTyping(any, typing).build();
            assertThatThrownBy(() -> JacksonCodec.of(mapper))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("default typing")
                    .hasMessageContaining("PolymorphicTypeValidator");
        }
    }

    @Test
    void aMapperWithRestrictedDefaultTypingReadsUndeclaredValuesBack() {
        JacksonCodec typed = JacksonCodec.of(JsonMapper.builder()
                .activateDefaultTyping(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("dev.semel.jackson.")
                        .allowIfSubType("java.lang.Long")
                        .build())
                .build());
        Untyped value = new Untyped("a", 5L);
        TypeRef<Untyped> type = TypeRef.of(Untyped.class);
        assertThat(typed.whyUnsupported(type))
                .hasValueSatisfying(reason -> assertThat(reason).contains("default typing"));
        assertThat(typed.forAnswersAsStored().whyUnsupported(type)).isEmpty();
        assertThat(typed.comesBackEqual(Untyped.class).whyUnsupported(type)).isEmpty();
        assertThat(typed.decode(typed.encode(value, type), type)).isEqualTo(value);
    }

    private void expectReason(TypeRef<?> type, String reason, String remedy) {
        assertThat(codec.supports(type)).as(type.toString()).isFalse();
        assertThat(codec.whyUnsupported(type))
                .hasValueSatisfying(text -> assertThat(text).contains(reason).contains(remedy));
    }

    /** A value object of one scalar, of every kind that JSON has: each kind is made by a creator of its own. */
    @Test
    void aTypeMadeOfOneScalarIsSupported() {
        for (Class<?> type : List.of(OfDouble.class, OfDecimal.class, OfLong.class, OfFlag.class)) {
            assertThat(JacksonCodec.create().forAnswersAsStored().supports(TypeRef.of(type)))
                    .as(type.getName())
                    .isTrue();
        }
    }

    static final class OfDouble {
        @JsonValue
        final double value;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfDouble(double value) {
            this.value = value;
        }
    }

    static final class OfDecimal {
        @JsonValue
        final BigDecimal value;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfDecimal(BigDecimal value) {
            this.value = value;
        }
    }

    static final class OfLong {
        @JsonValue
        final long value;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfLong(long value) {
            this.value = value;
        }
    }

    static final class OfFlag {
        @JsonValue
        final boolean value;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfFlag(boolean value) {
            this.value = value;
        }
    }
}
