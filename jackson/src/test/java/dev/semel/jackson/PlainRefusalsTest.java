// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.semel.Idempotency;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.ContentFree;
import dev.semel.store.InMemoryStore;
import java.beans.ConstructorProperties;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types that the plain codec would treat otherwise than the codec on a mapper are refused, with the way out. */
@NullMarked
class PlainRefusalsTest {

    private static final String SECRET = "4242-secret-4242";

    private final PlainJsonCodec plain = PlainJsonCodec.create();

    record OnComponent(@JsonProperty("other") String id) {}

    @JsonSerialize
    record OnClass(String id) {}

    record OnAccessor(String id) {

        @Override
        @JsonProperty("ID")
        public String id() {
            return id;
        }
    }

    record OnOtherMethod(String id) {

        @JsonValue
        String text() {
            return id;
        }
    }

    record OnFactory(String id) {

        @JsonCreator
        static OnFactory of(String id) {
            return new OnFactory(id);
        }
    }

    static class OnConstructor {

        public String id = "";

        OnConstructor() {}

        OnConstructor(@JsonProperty("id") String id) {
            this.id = id;
        }
    }

    static class OfBeans {

        public String id = "";

        OfBeans() {}

        @ConstructorProperties("id")
        OfBeans(String id) {
            this.id = id;
        }
    }

    @JacksonAnnotationsInside
    @JsonSerialize(using = ToStringSerializer.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Bundle {}

    record Bundled(@Bundle String id) {}

    interface AnnotatedInterface {

        @JsonProperty("name")
        String id();
    }

    record Inherited(String id) implements AnnotatedInterface {}

    static class OfSuper extends OnConstructor {

        OfSuper() {}
    }

    record Deep(List<Map<String, OnComponent[]>> all) {}

    record Generic<T>(T content) {}

    enum AnnotatedLevel {
        @JsonProperty("low")
        LOW
    }

    record OfLevel(AnnotatedLevel level) {}

    static class Serialized implements JsonSerializable {

        public int id;

        @Override
        public void serialize(JsonGenerator out, SerializerProvider provider) {}

        @Override
        public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer typer) {}
    }

    static Stream<TypeRef<?>> marked() {
        return Stream.of(
                TypeRef.of(OnComponent.class),
                TypeRef.of(OnClass.class),
                TypeRef.of(OnAccessor.class),
                TypeRef.of(OnOtherMethod.class),
                TypeRef.of(OnFactory.class),
                TypeRef.of(OnConstructor.class),
                TypeRef.of(OfBeans.class),
                TypeRef.of(Bundled.class),
                TypeRef.of(Inherited.class),
                TypeRef.of(OfSuper.class),
                TypeRef.of(Deep.class),
                new TypeRef<Generic<OnComponent>>() {},
                new TypeRef<Map<AnnotatedLevel, String>>() {},
                TypeRef.of(OfLevel.class),
                TypeRef.of(Serialized.class),
                TypeRef.of(JsonNode.class),
                TypeRef.of(IntNode.class));
    }

    @ParameterizedTest
    @MethodSource("marked")
    void aMarkOfJacksonIsRefusedInResultsAndInputs(TypeRef<?> type) {
        expectReason(type);
        assertThat(plain.canFingerprint(type)).isFalse();
    }

    @Test
    void anOperationIsRefusedWhenItIsBuilt() {
        Idempotency idempotency =
                Idempotency.builder(new InMemoryStore()).codec(plain).build();
        assertThatThrownBy(() -> idempotency
                        .operation("a", String.class, OnComponent.class)
                        .key(input -> input)
                        .body((input, execution) -> new OnComponent(input)))
                .hasMessageContaining("'id' is annotated with @JsonProperty")
                .hasMessageContaining("use JacksonCodec");
        assertThatThrownBy(() -> idempotency
                        .operation("a", OnComponent.class, String.class)
                        .key(OnComponent::id)
                        .body((input, execution) -> ""))
                .hasMessageContaining("OnComponent")
                .hasMessageContaining("JacksonCodec");
    }

    static class TwoGetters {

        private boolean open;

        public boolean isOpen() {
            return open;
        }

        public boolean getOpen() {
            return open;
        }
    }

    record ComponentAndGetter(String id) {

        public String getId() {
            return id;
        }
    }

    static class TwoSetters {

        private String id = "";

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public void setId(int id) {
            this.id = "" + id;
        }
    }

    static class FinalField {

        private final String id = "a";

        public String getId() {
            return id;
        }
    }

    static class OnlyGetter {

        public List<String> getAll() {
            return new ArrayList<>();
        }
    }

    static class WithoutEmptyConstructor {

        public String id;

        WithoutEmptyConstructor(String id) {
            this.id = id;
        }
    }

    @SuppressWarnings("ClassCanBeStatic") // an inner class is the case
    class Inner {

        public String id = "";
    }

    record Nothing() {}

    abstract static class Abstract {

        public String id = "";
    }

    record OwnIterable(String id) implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return List.of(id).iterator();
        }
    }

    static class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    static class OwnException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static Stream<TypeRef<?>> unlike() {
        return Stream.of(
                TypeRef.of(TwoGetters.class),
                TypeRef.of(ComponentAndGetter.class),
                TypeRef.of(TwoSetters.class),
                TypeRef.of(FinalField.class),
                TypeRef.of(OnlyGetter.class),
                TypeRef.of(WithoutEmptyConstructor.class),
                TypeRef.of(Inner.class),
                TypeRef.of(Nothing.class),
                TypeRef.of(OwnIterable.class),
                TypeRef.of(OwnList.class),
                TypeRef.of(OwnException.class),
                TypeRef.of(Date.class),
                TypeRef.of(AtomicInteger.class),
                TypeRef.of(StringBuilder.class),
                TypeRef.of(Thread.class),
                new TypeRef<Vector<String>>() {},
                new TypeRef<Optional<String>>() {},
                new TypeRef<Map<Date, String>>() {},
                new TypeRef<Map<Double, String>>() {},
                new TypeRef<Generic<Date>>() {});
    }

    @ParameterizedTest
    @MethodSource("unlike")
    void aTypeThatIsNotPlainIsRefusedAsResult(TypeRef<?> type) {
        expectReason(type);
    }

    static Stream<TypeRef<?>> undeclared() {
        return Stream.of(
                TypeRef.of(Object.class),
                TypeRef.of(Number.class),
                TypeRef.of(List.class),
                TypeRef.of(Generic.class),
                TypeRef.of(Abstract.class),
                TypeRef.of(PlainSamples.Shape.class),
                TypeRef.of(PlainSamples.Loose.class),
                new TypeRef<List<?>>() {},
                new TypeRef<List<PlainSamples.Shape>>() {},
                new TypeRef<Map<Object, String>>() {},
                new TypeRef<Map<String, Object>>() {});
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void aResultThatDoesNotDeclareItsTypeIsRefusedByBothCodecs(TypeRef<?> type) {
        expectReason(type);
        assertThat(JacksonCodec.create().supports(type)).isFalse();
        assertThat(plain.canFingerprint(type)).isEqualTo(type.type() != Abstract.class); // two classes may look alike
    }

    private void expectReason(TypeRef<?> type) {
        assertThat(plain.supports(type)).as(type.toString()).isFalse();
        assertThat(plain.whyUnsupported(type))
                .hasValueSatisfying(reason -> assertThat(reason).contains("JacksonCodec"));
    }

    @Test
    void aSealedTypeIsToldWhatToDo() {
        assertThat(plain.whyUnsupported(TypeRef.of(PlainSamples.Shape.class)))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("Shape is sealed", "@JsonTypeInfo", "use JacksonCodec"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    sealed interface Tagged {}

    record One(String id) implements Tagged {}

    sealed interface Partly {}

    record Two(@JsonProperty("x") String id) implements Partly {}

    @Test
    void annotatedTypesBehindAnInterfaceAreRefused() {
        for (Class<?> type : List.of(Tagged.class, One.class, Partly.class, Two.class)) {
            assertThat(plain.canFingerprint(TypeRef.of(type)))
                    .as(type.getName())
                    .isFalse();
            assertThat(plain.supports(TypeRef.of(type))).as(type.getName()).isFalse();
        }
    }

    @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // the classes are the cases
    static Stream<Object> hidden() {
        return Stream.of(
                new OnComponent("a"),
                AnnotatedLevel.LOW,
                new Serialized(),
                new Date(0),
                new AtomicInteger(1),
                Optional.of("a"),
                new StringBuilder("a"),
                new OwnException(),
                Map.entry("a", "b"),
                Map.of(new Date(0), 1),
                IntNode.valueOf(1),
                new Nothing());
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void aPayloadThatHoldsAnotherTypeIsRefusedAtTheCall(Object hidden) {
        assertThatThrownBy(() -> plain.fingerprint(Map.of(SECRET, List.of(hidden))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("JacksonCodec");
    }

    static final class Failing {

        private final transient @Nullable String nothing = null;

        public String getName() {
            return Objects.requireNonNull(nothing, SECRET);
        }
    }

    record Picky(int amount) {

        Picky {
            if (amount > 0) {
                throw new IllegalArgumentException(SECRET);
            }
        }
    }

    @Test
    void contentNeverShows() {
        assertSilent(() -> plain.fingerprint(Map.of(SECRET, new Failing())));
        assertSilent(() -> plain.encode(new Failing(), TypeRef.of(Failing.class)));
        assertThatThrownBy(() -> plain.fingerprint(Map.of(SECRET, List.of(new Failing()))))
                .hasMessageContaining("/*/0/name")
                .hasStackTraceContaining("Failing.getName");
        for (String json : List.of("\"%s\"", "%s", "{\"%s\":1", "{\"amount\":\"%s\"}", "{\"amount\":1} \"%s\"")) {
            assertSilent(
                    () -> plain.decode(dev.semel.model.Blob.utf8(json.formatted(SECRET)), TypeRef.of(Picky.class)));
        }
        assertSilent(() -> plain.decode(dev.semel.model.Blob.utf8("{\"amount\":1}"), TypeRef.of(Picky.class)));
    }

    private static void assertSilent(Runnable failing) {
        StringWriter all = new StringWriter();
        assertThatThrownBy(failing::run)
                .isInstanceOf(ContentFree.class)
                .satisfies(e -> e.printStackTrace(new PrintWriter(all)));
        assertThat(all.toString()).doesNotContain("secret").doesNotContain("4242");
    }
}
