// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.EqualShapes.Level;
import dev.semel.jackson.EqualShapes.Line;
import java.beans.ConstructorProperties;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Types with annotations, and types that need modules, whose values come back equal. */
@NullMarked
@SuppressWarnings({"UnusedVariable", "EffectivelyPrivate"}) // read by Jackson
final class AnnotatedShapes {

    private static final JacksonCodec CODEC = JacksonCodec.of(JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());

    private AnnotatedShapes() {}

    /** {@return a codec on a user's mapper, with Jackson's own modules} */
    static JacksonCodec codec() {
        return CODEC;
    }

    record Swapped(
            @JsonProperty("b") String a, @JsonProperty("a") String b) {}

    @JsonPropertyOrder(alphabetic = true)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ordered(String z, @JsonAlias("old") int a) {

        @JsonIgnore
        public boolean isLarge() {
            return a > 5;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithoutNulls(
            @Nullable String id,
            @Nullable List<@Nullable String> all,
            @Nullable Map<String, @Nullable Line> lines) {}

    static final class Created {

        private final long cents;
        private final @Nullable String note;

        @JsonCreator
        private Created(@JsonProperty("amount") long cents, @JsonProperty("note") @Nullable String note) {
            this.cents = cents;
            this.note = note;
        }

        @JsonProperty("amount")
        long cents() {
            return cents;
        }

        @JsonProperty("note")
        @Nullable
        String note() {
            return note;
        }
    }

    static final class OfBeans {

        private final String id;

        @ConstructorProperties("id")
        OfBeans(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }
    }

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class ByField {

        private @Nullable String id;
        private int count;

        int counted() {
            return count + Objects.requireNonNullElse(id, "").length();
        }
    }

    record Id(String text) {

        Id {
            Objects.requireNonNull(text, "text");
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Id of(String text) {
            return new Id(text);
        }

        @Override
        @JsonValue
        public String text() {
            return text;
        }
    }

    static final class Amount {

        private final long cents;

        @JsonCreator
        Amount(long cents) {
            this.cents = cents;
        }

        @JsonValue
        public long cents() {
            return cents;
        }
    }

    record Uuid(@JsonValue UUID value) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Uuid {
            Objects.requireNonNull(value, "value");
        }
    }

    record Ids(
            Id id, List<Id> more, Amount amount, @Nullable Uuid uuid) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Paid.class, name = "paid"),
        @JsonSubTypes.Type(value = Declined.class, name = "declined"),
        @JsonSubTypes.Type(Maybe.class)
    })
    sealed interface Answer {}

    record Paid(@Nullable String id, List<Answer> more) implements Answer {}

    record Declined(int reason) implements Answer {}

    sealed interface Open extends Answer {}

    record Maybe(@Nullable Double chance) implements Open {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    sealed interface ByClass {}

    record First(int a) implements ByClass {}

    static final class Second implements ByClass {
        public String b = "";
    }

    record Typed(Answer answer, Paid paid, @Nullable ByClass other, Map<String, Answer> byName) {}

    enum Code {
        @JsonProperty("l")
        LOW,
        @JsonEnumDefaultValue
        HIGH
    }

    enum Digit {
        ONE(1),
        TWO(2);

        private final int value;

        Digit(int value) {
            this.value = value;
        }

        @JsonValue
        int value() {
            return value;
        }
    }

    record Maybes(Optional<String> text, Optional<List<Line>> lines, Optional<Level> level) {}

    /** Jackson takes it for a record, not for a list. */
    record OwnIterable(String id) implements Iterable<String> {

        @Override
        public java.util.Iterator<String> iterator() {
            return List.of(id).iterator();
        }
    }

    /** Jackson infers its creator. */
    record ValueOnly(@JsonValue String text) {

        ValueOnly {
            Objects.requireNonNull(text, "text");
        }
    }

    static Stream<TypeRef<?>> equal() {
        return Stream.of(
                TypeRef.of(OwnIterable.class),
                TypeRef.of(ValueOnly.class),
                TypeRef.of(Swapped.class),
                TypeRef.of(Ordered.class),
                TypeRef.of(WithoutNulls.class),
                TypeRef.of(Created.class),
                TypeRef.of(OfBeans.class),
                TypeRef.of(ByField.class),
                TypeRef.of(Id.class),
                TypeRef.of(Amount.class),
                TypeRef.of(Uuid.class),
                TypeRef.of(Ids.class),
                TypeRef.of(Answer.class),
                TypeRef.of(Paid.class),
                new TypeRef<List<Answer>>() {},
                TypeRef.of(Answer[].class),
                TypeRef.of(ByClass.class),
                TypeRef.of(Second.class),
                TypeRef.of(Typed.class),
                TypeRef.of(Code.class),
                TypeRef.of(Digit.class),
                new TypeRef<Map<Code, Digit>>() {},
                TypeRef.of(Currency.class),
                TypeRef.of(Maybes.class),
                TypeRef.of(EqualShapes.Order.class),
                TypeRef.of(EqualShapes.Bean.class),
                TypeRef.of(java.time.Instant.class),
                TypeRef.of(java.time.Duration.class),
                new TypeRef<Optional<String>>() {});
    }
}
