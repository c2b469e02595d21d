// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import dev.semel.step.Step;
import dev.semel.store.InMemoryStore;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that come back as other ones are refused, or, by an explicit word, every caller gets what is stored. */
@NullMarked
class AnswersAsStoredTest {

    private static final Deadline SOON = Deadline.within(Duration.ofSeconds(20));

    private final JacksonCodec codec = JacksonCodec.create();
    private final InMemoryStore store = new InMemoryStore();
    private final Idempotency engine =
            Idempotency.builder(store).codec(codec).withoutLog().build();
    private final List<String> effects = new ArrayList<>();

    record Ignoring(String id, @JsonIgnore @Nullable String secret) {}

    @JsonIgnoreProperties("secret")
    record IgnoringByName(String id, @Nullable String secret) {}

    record WriteOnly(
            String id,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            String secret) {}

    record ReadOnly(
            String id,

            @JsonProperty(access = JsonProperty.Access.READ_ONLY) @Nullable
            String secret) {}

    static class IgnoringBean {

        public String id = "";

        private @Nullable String secret;

        @JsonIgnore
        public @Nullable String getSecret() {
            return secret;
        }

        public void setSecret(@Nullable String secret) {
            this.secret = secret;
        }
    }

    static final class SettableOnly {

        public String id = "";
        private @Nullable String secret;

        public void setSecret(@Nullable String secret) {
            this.secret = secret;
        }

        boolean isSecret() {
            return secret != null;
        }
    }

    record Holding(List<Map<String, Ignoring>> all) {}

    static Stream<TypeRef<?>> losing() {
        return Stream.of(
                TypeRef.of(Ignoring.class),
                TypeRef.of(IgnoringByName.class),
                TypeRef.of(WriteOnly.class),
                TypeRef.of(ReadOnly.class),
                TypeRef.of(IgnoringBean.class),
                TypeRef.of(Holding.class));
    }

    @ParameterizedTest
    @MethodSource("losing")
    void aTypeThatComesBackWithoutAMemberIsRefused(TypeRef<?> type) {
        assertThat(codec.whyUnsupported(type))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("secret", "@JsonIgnore", "answersAsStored()"));
        assertThat(codec.forAnswersAsStored().whyUnsupported(type)).isEmpty();
    }

    @Test
    void soIsABeanWithAMemberThatOnlyASetterHas() {
        assertThat(JacksonCodec.of(new JsonMapper()).whyUnsupported(TypeRef.of(SettableOnly.class)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("secret"));
    }

    record Failed(String id, IllegalStateException why) {}

    static Stream<TypeRef<?>> others() {
        return Stream.of(
                TypeRef.of(IllegalStateException.class),
                TypeRef.of(Failed.class),
                TypeRef.of(CharSequence.class),
                new TypeRef<List<CharSequence>>() {},
                new TypeRef<Collection<String>>() {},
                new TypeRef<Iterable<String>>() {},
                TypeRef.of(Serializable.class),
                new TypeRef<Comparable<String>>() {});
    }

    @ParameterizedTest
    @MethodSource("others")
    void aTypeThatComesBackAsAnotherOneIsRefused(TypeRef<?> type) {
        assertThat(codec.whyUnsupported(type)).isPresent();
    }

    // ---- what comes back equal is taken ----

    record Computed(String id, int amount) {

        @JsonIgnore
        boolean isLarge() {
            return amount > 10;
        }

        public String getLabel() {
            return id + amount;
        }
    }

    static final class Grown {

        public String id = "";
        private long amount;

        public long getAmount() {
            return amount;
        }

        public void setAmount(long amount) {
            this.amount = amount;
        }

        public String getLabel() {
            return id + amount;
        }
    }

    static final class Renamed {

        private final long cents;

        @JsonCreator
        Renamed(@JsonProperty("amount") long cents) {
            this.cents = cents;
        }

        @JsonProperty("amount")
        long cents() {
            return cents;
        }
    }

    @Test
    void whatComesBackEqualIsTaken() {
        JacksonCodec snake = JacksonCodec.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        record TwoWords(String firstWord, List<String> otherWords) {}
        assertThat(codec.whyUnsupported(TypeRef.of(Computed.class))).isEmpty();
        assertThat(codec.whyUnsupported(TypeRef.of(Grown.class))).isEmpty();
        assertThat(codec.whyUnsupported(TypeRef.of(Renamed.class))).isEmpty();
        assertThat(snake.whyUnsupported(TypeRef.of(TwoWords.class))).isEmpty();
    }

    // ---- subclasses ----

    static class Receipt {
        public String id = "";
    }

    static class GiftReceipt extends Receipt {
        public String giver = "";
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class TypedReceipt {
        public String id = "";
    }

    static class TypedGift extends TypedReceipt {
        public String giver = "";
    }

    record Pair(Receipt one, List<Receipt> more) {}

    @Test
    void aClassThatMayHaveSubclassesIsRefusedUntilItIsTrusted() throws Exception {
        assertThat(codec.whyUnsupported(TypeRef.of(Pair.class)))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains(
                                "member 'one' of",
                                "Pair",
                                "Receipt is not final",
                                "comesBackEqual",
                                "answersAsStored()"));
        JacksonCodec trusting = codec.comesBackEqual(Receipt.class);
        assertThat(trusting.whyUnsupported(TypeRef.of(Pair.class))).isEmpty();
        for (Object value :
                List.of(new Pair(new GiftReceipt(), List.of()), new Pair(new Receipt(), List.of(new GiftReceipt())))) {
            assertThatThrownBy(() -> trusting.encode((Pair) value, TypeRef.of(Pair.class)))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContainingAll(
                            "GiftReceipt", "declared as", "Receipt", "@JsonTypeInfo", "answersAsStored()");
        }
        Operation<String, Receipt> charge = Idempotency.builder(store)
                .codec(trusting)
                .withoutLog()
                .build()
                .operation("charge", String.class, Receipt.class)
                .key(order -> order)
                .body((order, execution) -> new GiftReceipt());
        assertThat(charge.tryRun("1", SOON)).isInstanceOf(Outcome.NotRecorded.class);
        assertThat(charge.tryRun("1", SOON)).isInstanceOf(Outcome.ResultUnavailable.class);
    }

    @Test
    void aSubclassThatTheJsonNamesComesBack() {
        assertThat(codec.decode(
                        codec.encode(new TypedGift(), TypeRef.of(TypedReceipt.class)), TypeRef.of(TypedReceipt.class)))
                .isInstanceOf(TypedGift.class);
        assertThat(codec.decode(
                        codec.encode(new GiftReceipt(), TypeRef.of(GiftReceipt.class)), TypeRef.of(GiftReceipt.class)))
                .isInstanceOf(GiftReceipt.class);
    }

    // ---- by an explicit word ----

    private <R> OperationBuilder<String, R> charge(Class<R> result) {
        return engine.operation("charge", String.class, result).key(order -> order);
    }

    @Test
    void theFirstCallerGetsWhatDuplicatesGet() throws Exception {
        Operation<String, Object> number =
                charge(Object.class).answersAsStored().body((order, execution) -> 5L);
        Operation<String, Ignoring> ignoring = engine.operation("ignoring", String.class, Ignoring.class)
                .key(order -> order)
                .answersAsStored()
                .body((order, execution) -> new Ignoring(order, "secret"));
        Operation<String, Receipt> base = engine.operation("base", String.class, Receipt.class)
                .key(order -> order)
                .answersAsStored()
                .body((order, execution) -> new GiftReceipt());

        assertThat(number.run("1", SOON)).isEqualTo(5).isEqualTo(number.run("1", SOON));
        assertThat(ignoring.run("1", SOON)).isEqualTo(new Ignoring("1", null)).isEqualTo(ignoring.run("1", SOON));
        assertThat(base.run("1", SOON)).hasSameClassAs(new Receipt()).hasSameClassAs(base.run("1", SOON));
    }

    @Test
    void aBatchAndATransactionDoTheSame() throws Exception {
        Operation<String, Object> number =
                charge(Object.class).answersAsStored().body((order, execution) -> 5L);
        assertThat(number.tryRunAll(List.of("1", "2"), SOON, BatchOptions.defaults()))
                .hasSize(2)
                .allSatisfy(result -> assertThat(((BatchResult.Answered<Object>) result).outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Executed.class,
                                done -> assertThat(done.value()).isEqualTo(5)));
        var pay = engine.operation("pay", String.class, Object.class)
                .key(order -> order)
                .answersAsStored()
                .transaction(store, (order, context) -> Transaction.of(5L, () -> {}));
        assertThat(pay.run("1", SOON)).isEqualTo(5).isEqualTo(pay.run("1", SOON));
    }

    static Stream<TypeRef<?>> unreadable() {
        return Stream.of(
                new TypeRef<AbstractCollection<String>>() {},
                TypeRef.of(UnequalAnnotations.TwoOfValue.class),
                TypeRef.of(UnequalAnnotations.Deduced.class),
                TypeRef.of(UnequalAnnotations.Incomplete.class),
                TypeRef.of(UnequalAnnotations.Injected.class),
                TypeRef.of(UnequalAnnotations.AsObject.class),
                TypeRef.of(UnequalShapes.Abstract.class),
                TypeRef.of(UnequalShapes.AllArguments.class),
                TypeRef.of(UnequalShapes.Shape.class));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void answeringAsStoredDoesNotHelpATypeThatCannotBeRead(TypeRef<?> type) {
        assertThat(codec.forAnswersAsStored().whyUnsupported(type))
                .hasValueSatisfying(reason -> assertThat(reason).doesNotContain("answersAsStored"));
        assertThat(codec.forAnswersAsStored()
                        .whyUnsupported(new UnequalShapes.Holding(List.class, List.of(type.type()))))
                .isPresent();
    }

    @Test
    void norAMapperThatDoesNotReadWhatItWrites() {
        for (SerializationFeature half : List.of(
                SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)) {
            JacksonCodec own = JacksonCodec.of(JsonMapper.builder().enable(half).build());
            assertThat(own.forAnswersAsStored().whyUnsupported(TypeRef.of(String.class)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains(half.name()));
        }
    }

    // ---- values that have no JSON of their own, of types that are taken ----

    record Maybe(Optional<String> text) {}

    record Numbered(BigInteger number, Map<String, String> byName) {}

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"}) // the nulls are the cases
    void aNullThatWouldComeBackAsAnotherValueIsRefusedWhenItIsWritten() {
        JacksonCodec own = AnnotatedShapes.codec();
        AnnotatedShapes.Ids none = new AnnotatedShapes.Ids(null, List.of(), null, null);
        assertThat(own.decode(
                        own.encode(none, TypeRef.of(AnnotatedShapes.Ids.class)), TypeRef.of(AnnotatedShapes.Ids.class)))
                .isEqualTo(none);
        assertThatThrownBy(() -> own.encode(new Maybe(null), TypeRef.of(Maybe.class)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Optional");
        assertThatThrownBy(() -> own.encode(new Text(null), TypeRef.of(Text.class)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("@JsonValue");
        assertThat(own.forAnswersAsStored().encode(new Maybe(null), TypeRef.of(Maybe.class)))
                .isEqualTo(Blob.utf8("{\"text\":null}"));
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

    @Test
    void aNameThatCannotBeReadIsRefusedWhenItIsWrittenAndLongOnesAreRead() {
        TypeRef<Numbered> type = TypeRef.of(Numbered.class);
        Numbered odd = new Numbered(BigInteger.ONE, Map.of("a\ud800", ""));
        Numbered large = new Numbered(BigInteger.TEN.pow(20_000), Map.of("a".repeat(70_000), "\uD83D\uDE00"));
        for (ResultCodec each : List.of(codec, PlainJsonCodec.create(), AnnotatedShapes.codec())) {
            assertThatThrownBy(() -> each.encode(odd, type))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("surrogate");
            assertThat(each.decode(each.encode(large, type), type)).isEqualTo(large);
        }
    }

    record Deep(@Nullable Deep inside) {}

    @Test
    void aStackThatIsTooSmallIsAFailureOfTheCodec() throws InterruptedException {
        Blob deep = Blob.utf8("{\"inside\":".repeat(990) + "null" + "}".repeat(990));
        for (ResultCodec each : List.of(codec, PlainJsonCodec.create())) {
            List<Throwable> failures = new ArrayList<>();
            Thread small = new Thread(null, () -> each.decode(deep, TypeRef.of(Deep.class)), "small", 192 * 1024);
            small.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            small.start();
            small.join();
            assertThat(failures).singleElement().isInstanceOf(JsonException.class);
        }
    }

    @Test
    void aTypeThatCannotBeReadIsStillRefused() {
        assertThatThrownBy(() -> charge(Runnable.class).answersAsStored().body((order, execution) -> () -> {}))
                .hasMessageContaining("cannot be stored");
    }

    @Test
    void itContradictsAnAnswerOfOnesOwn() {
        assertThatThrownBy(() -> charge(String.class)
                        .answersAsStored()
                        .onReplay((order, record) -> "other")
                        .build())
                .hasMessageContainingAll("answersAsStored()", "onReplay");
    }

    // ---- steps ----

    @Test
    void aStepsResultIsCheckedBeforeItsEffect() {
        Operation<String, String> charge = charge(String.class).body((order, execution) -> {
            execution.step("pay", JsonNode.class, effect -> {
                effects.add("paid");
                return codec.decode(Blob.utf8("1"), TypeRef.of(JsonNode.class));
            });
            return "done";
        });
        assertThatThrownBy(() -> charge.run("1", SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Step 'pay'", "'charge'", "JsonNode", "cannot be stored", "declare the type");
        assertThat(effects).isEmpty();
    }

    @Test
    void aTransactionalStepsResultIsCheckedToo() {
        Operation<String, String> charge = charge(String.class).body((order, execution) -> {
            execution.transactionalStep(Step.named("pay"), TypeRef.of(Object.class), store, effect -> {
                effects.add("paid");
                return Transaction.of(5L, () -> {});
            });
            return "done";
        });
        assertThatThrownBy(() -> charge.run("1", SOON)).hasMessageContaining("Step 'pay'");
        assertThat(effects).isEmpty();
    }

    @Test
    void theBodyGetsWhatTheNextAttemptGetsOfAStep() throws Exception {
        List<Object> seen = new ArrayList<>();
        Operation<String, String> charge = charge(String.class)
                .answersAsStored()
                .body((order, execution) -> {
                    seen.add(execution.step("pay", Object.class, effect -> 5L));
                    if (execution.attempt() == 1) {
                        throw new IllegalStateException("after the step");
                    }
                    return "done";
                });
        assertThatThrownBy(() -> charge.run("1", SOON)).hasMessage("after the step");
        assertThat(charge.run("1", SOON)).isEqualTo("done");
        assertThat(seen).containsExactly(5, 5);
    }

    @Test
    void aMomentKeepsItsZone() {
        JacksonCodec dates = JacksonCodec.create();
        assertThat(dates.whyUnsupported(TypeRef.of(ZonedDateTime.class))).isEmpty();
        assertThat(dates.whyUnsupported(TypeRef.of(Instant.class))).isEmpty();
    }
}
