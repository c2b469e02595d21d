// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.json.ReflectedTypes;
import dev.semel.step.Step;
import dev.semel.store.InMemoryStore;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A type of a result or of a step is refused before anything ran, or each of its values comes back the same, with the
 * same fingerprint. There is no third way.
 */
@NullMarked
class ComesBackEqualTest {

    private static final int VALUES = 40;
    private static final long SEED = 20_261_129;
    private static final Deadline SOON = Deadline.within(Duration.ofSeconds(20));

    private static final PlainJsonCodec PLAIN = PlainJsonCodec.create();
    private static final JacksonCodec JACKSON = JacksonCodec.create();

    static Stream<TypeRef<?>> equal() {
        return EqualShapes.all();
    }

    static Stream<TypeRef<?>> annotated() {
        return AnnotatedShapes.equal();
    }

    static Stream<TypeRef<?>> unequal() {
        return Stream.concat(UnequalShapes.all(), UnequalAnnotations.all());
    }

    @ParameterizedTest
    @MethodSource("equal")
    void everyValueOfAPlainTypeComesBack(TypeRef<?> type) throws Exception {
        for (ResultCodec codec : List.of(PLAIN, JACKSON)) {
            comesBack(type, codec);
        }
    }

    @ParameterizedTest
    @MethodSource("annotated")
    void everyValueOfAnAnnotatedTypeComesBack(TypeRef<?> type) throws Exception {
        comesBack(type, AnnotatedShapes.codec());
    }

    private static <T> void comesBack(TypeRef<T> type, ResultCodec codec) throws Exception {
        assertThat(codec.whyUnsupported(type)).as(type.toString()).isEmpty();
        if (type.type() == Void.class) {
            return;
        }
        for (int i = 0; i < VALUES; i++) {
            T value = value(type, SEED + i);
            T read = codec.decode(codec.encode(value, type), type);
            assertThat(Sameness.same(value, read))
                    .as(() -> "%s, seed offset %s: %s came back as %s"
                            .formatted(type, SEED, Sameness.text(value), Sameness.text(read)))
                    .isTrue();
            assertThat(fingerprint(read)).isEqualTo(fingerprint(value));
        }
        replays(type, codec);
        resumes(type, codec);
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(TypeRef<T> type, long seed) {
        return (T) new ShapeValues(seed).of(type.type());
    }

    /** {@return the content identity, or why the value has none, such as NaN} */
    private static String fingerprint(Object value) {
        try {
            return JACKSON.fingerprint(value).value();
        } catch (JsonException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private static <T> void replays(TypeRef<T> type, ResultCodec codec) throws Exception {
        T value = value(type, SEED);
        Operation<String, T> operation = engine(codec)
                .operation("o", TypeRef.of(String.class), type)
                .key(input -> input)
                .body((input, execution) -> value);
        assertThat(operation.run("1", SOON)).isSameAs(value);
        assertThat(Sameness.same(value, operation.run("1", SOON))).isTrue();
    }

    private static <T> void resumes(TypeRef<T> type, ResultCodec codec) throws Exception {
        T value = value(type, SEED + 1);
        List<@Nullable T> seen = new ArrayList<>();
        Operation<String, String> operation = engine(codec)
                .operation("o", String.class, String.class)
                .key(input -> input)
                .body((input, execution) -> {
                    seen.add(execution.step(Step.named("s"), type, effect -> value));
                    if (execution.attempt() == 1) {
                        throw new IllegalStateException("again");
                    }
                    return "done";
                });
        assertThatThrownBy(() -> operation.run("1", SOON)).hasMessage("again");
        operation.run("1", SOON);
        assertThat(seen).hasSize(2).allMatch(each -> Sameness.same(value, each));
    }

    private static Idempotency engine(ResultCodec codec) {
        return Idempotency.builder(new InMemoryStore())
                .codec(codec)
                .withoutLog()
                .build();
    }

    @ParameterizedTest
    @MethodSource("unequal")
    void anyOtherTypeIsRefusedBeforeAnythingRan(TypeRef<?> type) {
        for (ResultCodec codec : List.of(PLAIN, JACKSON, AnnotatedShapes.codec())) {
            refused(type, codec);
        }
    }

    private static <T> void refused(TypeRef<T> type, ResultCodec codec) {
        List<String> effects = new ArrayList<>();
        assertThat(codec.whyUnsupported(type))
                .as(type.toString())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .containsAnyOf(
                                "declare",
                                "annotate",
                                "leave out",
                                "leave the",
                                "use ",
                                "make ",
                                "register",
                                "answersAsStored()",
                                "disable"));
        assertThatThrownBy(() -> engine(codec)
                        .operation("o", TypeRef.of(String.class), type)
                        .key(input -> input)
                        .body((input, execution) -> null))
                .hasMessageContaining("cannot be stored");
        assertThatThrownBy(() -> engine(codec)
                        .operation("o", String.class, String.class)
                        .key(input -> input)
                        .body((input, execution) -> {
                            execution.step(Step.named("s"), type, effect -> {
                                effects.add("ran");
                                return null;
                            });
                            return "done";
                        })
                        .run("1", SOON))
                .hasMessageContaining("cannot be stored");
        assertThat(effects).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unequal")
    void soIsWhateverHoldsOne(TypeRef<?> type) {
        for (Class<?> holder : List.of(List.class, EqualShapes.Box.class, Optional.class)) {
            Type holding = new UnequalShapes.Holding(holder, List.of(type.type()));
            assertThat(new ReflectedTypes(PLAIN).whyUnsupported(holding))
                    .as("%s", holding)
                    .isPresent();
            assertThat(JACKSON.whyUnsupported(holding)).as("%s", holding).isPresent();
            assertThat(AnnotatedShapes.codec().whyUnsupported(holding))
                    .as("%s", holding)
                    .isPresent();
        }
    }
}
