// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.InvalidPayloadException;
import dev.semel.OperationBuilder;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.store.InMemoryStore;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An input is refused before anything ran, or each difference between two payloads shows in their fingerprints. */
@NullMarked
@SuppressWarnings({"unused", "FieldCanBeFinal"}) // fields are the cases
class ComparedInputsTest {

    private static final Deadline SOON = Deadline.within(Duration.ofSeconds(20));
    private static final JacksonCodec JACKSON = JacksonCodec.create();
    private static final PlainJsonCodec PLAIN = PlainJsonCodec.create();

    // ---- types whose JSON hides state ----

    static class Hidden {
        private final String id;
        private final long cents;

        Hidden(String id, long cents) {
            this.id = id;
            this.cents = cents;
        }

        public String getId() {
            return id;
        }
    }

    static final class OtherType {
        private final long cents = 150;

        public int getCents() {
            return (int) (cents / 100);
        }
    }

    static final class Basket extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private String owner = "o";
    }

    static class Plain {
        private String id = "1";

        public String getId() {
            return id;
        }
    }

    static final class Sub extends Plain {
        private String more = "m";
    }

    final class Inner {
        public String id = Inner.class + ComparedInputsTest.this.toString();
    }

    record Masked(String id, String card) {
        @JsonValue
        String masked() {
            return id + "/***";
        }
    }

    record Twice(long cents) {
        public long getCents() {
            return cents / 100;
        }
    }

    record Formatted(@JsonFormat(pattern = "yyyy") LocalDate day) {}

    record ByText(
            @JsonSerialize(using = ToStringSerializer.class) Hidden hidden) {}

    @JsonSerialize(using = ToStringSerializer.class)
    record TextClass(String id) {
        @Override
        public String toString() {
            return "constant";
        }
    }

    record Written(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            String password,

            String id) {}

    @JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE)
    static final class Undetected {
        private int a = 1;
        public int b = 2;

        public int getA() {
            return a;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record NotEmpty(@Nullable List<String> tags, String id) {}

    interface Shape {}

    sealed interface Payment permits Card, Iban {}

    record Card(String number) implements Payment {}

    record Iban(String number) implements Payment {}

    record Paying(String id, Payment by) {}

    record Drawing(Shape shape) {}

    record Key(String a, String b) {
        @Override
        public String toString() {
            return a;
        }
    }

    interface Constant {
        default String getX() {
            return "constant";
        }
    }

    static final class ByInterface implements Constant {
        private String x = "1";

        public void setX(String x) {
            this.x = x;
        }
    }

    static class Above {
        public String getX() {
            return "constant";
        }
    }

    static final class ByAbove extends Above {
        private String x = "1";

        public void setX(String x) {
            this.x = x;
        }
    }

    static final class OneOfTwo {
        private boolean active;
        private boolean isActive = true;

        public boolean isActive() {
            return isActive;
        }
    }

    record In<T>(T value) {}

    static Stream<TypeRef<?>> hiding() {
        Stream<Class<?>> classes = Stream.of(
                Hidden.class,
                OtherType.class,
                ByInterface.class,
                ByAbove.class,
                OneOfTwo.class,
                java.util.Properties.class,
                Basket.class,
                Sub.class,
                Inner.class,
                Masked.class,
                Twice.class,
                Formatted.class,
                ByText.class,
                TextClass.class,
                Written.class,
                Undetected.class,
                NotEmpty.class,
                Shape.class,
                Payment.class,
                Paying.class,
                Drawing.class,
                BitSet.class,
                Runnable.class,
                Supplier.class,
                CompletableFuture.class,
                Thread.class,
                InputStream.class,
                Reader.class,
                Iterator.class,
                Iterable.class,
                Stream.class,
                Path.class,
                File.class,
                URL.class,
                Optional.class,
                AtomicReference.class,
                IllegalStateException.class,
                java.util.Locale.class,
                java.util.Calendar.class,
                java.util.TimeZone.class,
                java.util.regex.Pattern.class,
                java.net.InetAddress.class);
        return Stream.concat(
                classes.map(TypeRef::of),
                Stream.of(
                        new TypeRef<List<Hidden>>() {},
                        new TypeRef<Map<String, Hidden>>() {},
                        new TypeRef<Map<Key, String>>() {},
                        new TypeRef<Hidden[]>() {},
                        new TypeRef<List<Map<String, List<Sub>>>>() {},
                        new TypeRef<In<Hidden>>() {},
                        new TypeRef<In<Optional<String>>>() {},
                        new TypeRef<In<InputStream>>() {},
                        new TypeRef<List<Optional<String>>>() {}));
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void aTypeThatHidesStateIsRefusedWhenTheOperationIsBuilt(TypeRef<?> type) {
        for (ResultCodec codec : List.of(JACKSON, PLAIN)) {
            assertThatThrownBy(() -> operation(codec, type).body((input, execution) -> "done"))
                    .hasMessageContaining("cannot be compared: ")
                    .hasMessageContaining("fingerprintOf(...)");
        }
    }

    @Test
    void theMessageNamesTheFieldAndEachRemedy() {
        for (ResultCodec codec : List.of(JACKSON, PLAIN)) {
            assertThatThrownBy(() ->
                            operation(codec, new TypeRef<List<Hidden>>() {}).body((input, execution) -> "done"))
                    .hasMessageContaining("'cents'")
                    .hasMessageContaining("record")
                    .hasMessageContaining("comparedAsWritten(Hidden.class)")
                    .hasMessageContaining("fingerprintOf");
        }
    }

    static Stream<Object> values() {
        Runnable nothing = () -> {};
        Supplier<String> text = () -> "a";
        return Stream.of(
                new Hidden("1", 1),
                new Sub(),
                new Basket(),
                new Masked("1", "2"),
                new TextClass("1"),
                new BitSet(),
                nothing,
                text,
                new CompletableFuture<>(),
                Map.of(new Key("a", "b"), 1),
                Path.of("a"),
                new File("a"),
                new AtomicReference<>("a"),
                List.of("a").iterator(),
                Stream.of("a"),
                InputStream.nullInputStream(),
                Reader.nullReader(),
                Thread.currentThread(),
                new IllegalStateException("a"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueThatHidesStateIsRefusedAtTheCall(Object value) {
        for (ResultCodec codec : List.of(JACKSON, PLAIN)) {
            List<String> ran = new ArrayList<>();
            for (Object payload : List.of(value, List.of(value), Map.of("a", value), new In<>(value))) {
                var operation = operation(codec, TypeRef.of(String.class))
                        .fingerprintOf(input -> payload)
                        .body((input, execution) -> ran.add("ran") + "");
                assertThatThrownBy(() -> operation.run("k", SOON))
                        .as(payload.getClass().getName())
                        .isInstanceOf(InvalidPayloadException.class);
            }
            assertThat(ran).isEmpty();
        }
    }

    // ---- types that exclude state by their own word, or show all ----

    static class Excluding {
        private final String id;
        private final transient String cache;

        @JsonIgnore
        private final String ignored;

        Excluding(String id, String excluded) {
            this.id = id;
            this.cache = excluded;
            this.ignored = excluded;
        }

        public String getId() {
            return id;
        }
    }

    @JsonIgnoreProperties("note")
    record Named(String id, String note) {}

    sealed interface Told permits Left, Right {}

    record Left(String left) implements Told {}

    record Right(String right) implements Told {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Visa.class), @JsonSubTypes.Type(Amex.class)})
    interface Carded {}

    record Visa(String number) implements Carded {}

    record Amex(String number) implements Carded {}

    enum Bodied {
        ONE {
            @Override
            int value() {
                return 1;
            }
        };

        abstract int value();
    }

    record Own(Object any) implements ContentIdentity {
        @Override
        public Object contentIdentity() {
            return "own";
        }
    }

    static final class Odd {
        private final String uRL = "u";
        private final boolean isOpen = true;
        private final Integer count = 1;

        public String getURL() {
            return uRL;
        }

        public boolean isOpen() {
            return isOpen;
        }

        public Integer getCount() {
            return count;
        }
    }

    static Stream<TypeRef<?>> shown() {
        return Stream.of(
                TypeRef.of(Plain.class),
                TypeRef.of(Excluding.class),
                TypeRef.of(Named.class),
                TypeRef.of(Told.class),
                TypeRef.of(Carded.class),
                TypeRef.of(Bodied.class),
                TypeRef.of(Own.class),
                TypeRef.of(Odd.class),
                TypeRef.of(Object.class),
                new TypeRef<List<Own>>() {},
                new TypeRef<Map<Bodied, Plain[]>>() {},
                new TypeRef<In<List<Odd>>>() {});
    }

    @ParameterizedTest
    @MethodSource("shown")
    void aTypeThatShowsItsStateIsTaken(TypeRef<?> type) {
        assertThat(JACKSON.whyNoFingerprint(type)).isEmpty();
        assertThat(operation(JACKSON, type).body((input, execution) -> "done")).isNotNull();
    }

    @Test
    void whatAClassExcludesItselfIsNotCompared() {
        assertThat(JACKSON.fingerprint(new Excluding("1", "a")))
                .isEqualTo(JACKSON.fingerprint(new Excluding("1", "b")));
        assertThat(JACKSON.fingerprint(new Named("1", "a"))).isEqualTo(JACKSON.fingerprint(new Named("1", "b")));
    }

    @Test
    void theWordOfTheUserIsTaken() {
        Hidden one = new Hidden("1", 1);
        JacksonCodec told = JACKSON.comparedAsWritten(Hidden.class);
        assertThat(told.canFingerprint(new TypeRef<List<Hidden>>() {})).isTrue();
        assertThat(told.fingerprint(List.of(one))).isEqualTo(told.fingerprint(List.of(new Hidden("1", 2))));
        assertThat(told.comesBackEqual(Plain.class).canFingerprint(TypeRef.of(Hidden.class)))
                .isTrue();
        assertThat(JACKSON.comesBackEqual(Hidden.class).canFingerprint(TypeRef.of(Hidden.class)))
                .isTrue();
        assertThat(JACKSON.canFingerprint(TypeRef.of(Hidden.class))).isFalse(); // codecs are immutable
        assertThatThrownBy(() -> JACKSON.fingerprint(one)).isInstanceOf(JsonException.class);
    }

    @Test
    void aMapperThatWritesTwoPayloadsAlikeIsRefused() {
        JavaTimeModule time = new JavaTimeModule();
        TypeRef<Instant> instant = TypeRef.of(Instant.class);
        assertThat(JacksonCodec.of(JsonMapper.builder().addModule(time).build()).whyNoFingerprint(instant))
                .isEmpty();
        assertThat(JacksonCodec.of(JsonMapper.builder()
                                .addModule(time)
                                .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
                                .build())
                        .whyNoFingerprint(instant))
                .hasValueSatisfying(reason -> assertThat(reason).contains("alike"));
        assertThat(JacksonCodec.of(JsonMapper.builder()
                                .defaultPropertyInclusion(JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                                .build())
                        .whyNoFingerprint(TypeRef.of(Left.class)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("inclusion"));
        JacksonCodec optional =
                JacksonCodec.of(JsonMapper.builder().addModule(new Jdk8Module()).build());
        assertThat(optional.whyNoFingerprint(new TypeRef<In<Optional<String>>>() {}))
                .isEmpty();
        assertThat(optional.fingerprint(new In<>(Optional.of("a"))))
                .isNotEqualTo(optional.fingerprint(new In<>(Optional.empty())));
    }

    enum Alike {
        ONE,
        TWO;

        @Override
        public String toString() {
            return "same";
        }
    }

    @Test
    void namesOfAMapThatAMapperWritesAlikeAreRefused() {
        JacksonCodec texts = JacksonCodec.of(JsonMapper.builder()
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .build());
        assertThat(texts.canFingerprint(new TypeRef<Map<Alike, Integer>>() {})).isFalse();
        assertThatThrownBy(() -> texts.fingerprint(Map.of(Alike.ONE, 1))).isInstanceOf(JsonException.class);
        assertThat(JACKSON.fingerprint(Map.of(Alike.ONE, 1))).isNotEqualTo(JACKSON.fingerprint(Map.of(Alike.TWO, 1)));
    }

    @Test
    void aResultWhoseGetterCannotSeeItsFieldIsRefused() {
        for (ResultCodec codec : List.of(JACKSON, PLAIN)) {
            assertThat(codec.supports(TypeRef.of(ByInterface.class))).isFalse();
            assertThat(codec.supports(TypeRef.of(ByAbove.class))).isFalse();
        }
    }

    private static <I> OperationBuilder<I, String> operation(ResultCodec codec, TypeRef<I> type) {
        return Idempotency.builder(new InMemoryStore())
                .codec(codec)
                .withoutLog()
                .build()
                .operation("o", type, TypeRef.of(String.class))
                .key(input -> "k");
    }
}
