// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.EqualShapes.Line;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Types with annotations of which some value would come back as another one, or not at all. */
@NullMarked
@SuppressWarnings({"UnusedVariable", "EffectivelyPrivate"}) // read by Jackson
final class UnequalAnnotations {

    private UnequalAnnotations() {}

    record GetterOfAnother(String a) {
        @JsonGetter("a")
        String other() {
            return "other " + a;
        }
    }

    record MaskedValue(String number) {
        @JsonValue
        String masked() {
            return "****";
        }
    }

    record PropertyOfAnother(String a) {
        @JsonProperty("a")
        String hidden() {
            return "hidden";
        }
    }

    record Ignoring(String id, @JsonIgnore @Nullable String secret) {}

    @JsonIgnoreProperties("secret")
    record IgnoringByName(String id, @Nullable String secret) {}

    record IgnoringInside(@JsonIgnoreProperties("count") Line line) {}

    record IncludingInside(@JsonIncludeProperties("sku") Line line) {}

    @JsonIncludeProperties("id")
    record Including(String id, String other) {}

    record WriteOnly(
            String id,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
            String secret) {}

    record ReadOnly(
            String id,

            @JsonProperty(access = JsonProperty.Access.READ_ONLY) @Nullable
            String secret) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record NonEmpty(String id, List<String> all) {}

    record NonDefault(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int count, String id) {}

    @JsonInclude(content = JsonInclude.Include.NON_NULL)
    record ContentWithoutNulls(Map<String, @Nullable String> all) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    static final class BeanWithoutNulls {
        public @Nullable String id = "initial";
    }

    record Dated(@JsonFormat(pattern = "yyyy-MM-dd") java.time.LocalDateTime at) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record AsArray(int a, int b) {}

    record AsText(
            @JsonFormat(shape = JsonFormat.Shape.STRING) double amount) {}

    record Unwrapping(String id, @JsonUnwrapped @Nullable Line line) {}

    static final class Any {

        public String id = "";
        private final Map<String, Object> rest = new java.util.HashMap<>();

        @JsonAnyGetter
        public Map<String, Object> rest() {
            return rest;
        }

        @JsonAnySetter
        public void put(String name, Object value) {
            rest.put(name, value);
        }
    }

    record TwoOfValue(String a, int b) {

        @JsonValue
        String text() {
            return a + b;
        }
    }

    record Delegated(Map<String, Object> all) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Delegated {}

        @JsonValue
        Map<String, Object> value() {
            return all;
        }
    }

    static final class OtherDelegate {

        private final String id;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OtherDelegate(Map<String, String> all) {
            this.id = all.getOrDefault("ID", "");
        }

        public String getId() {
            return id;
        }
    }

    @JsonView(String.class)
    record Viewed(String id, @JsonView(Integer.class) String other) {}

    @JsonFilter("f")
    record Filtered(String id) {}

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    record Identified(String id, @Nullable Identified other) {}

    static final class Managed {

        public String id = "";

        @JsonManagedReference
        public @Nullable Back back;
    }

    static final class Back {

        @JsonBackReference
        public @Nullable Managed managed;
    }

    record Raw(@JsonRawValue String json) {}

    record Injected(@JacksonInject String injected, String id) {}

    record Written(
            @JsonSerialize(using = ToStringSerializer.class) Line line) {}

    record WrittenAs(@JsonSerialize(as = Object.class) Line line) {}

    record Read(
            @JsonDeserialize(as = java.util.LinkedList.class)
            List<String> all) {}

    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {

        public final String id;

        Built(String id) {
            this.id = id;
        }

        static final class Builder {

            private String id = "";

            Builder withId(String id) {
                this.id = id;
                return this;
            }

            Built build() {
                return new Built(id);
            }
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Named(String firstWord) {}

    static final class Skipping {

        private String id = "initial";

        public String getId() {
            return id;
        }

        @JsonSetter(nulls = Nulls.SKIP)
        public void setId(String id) {
            this.id = id;
        }
    }

    record Merging(@JsonMerge List<String> all) {}

    @JacksonAnnotationsInside
    @JsonSerialize(using = ToStringSerializer.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Bundle {}

    record Bundled(@Bundle String id) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Complete.class))
    sealed interface Incomplete {}

    record Complete(int a) implements Incomplete {}

    record Missing(int a) implements Incomplete {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SameA.class, name = "x"),
        @JsonSubTypes.Type(value = SameB.class, name = "x")
    })
    sealed interface SameName {}

    record SameA(int a) implements SameName {}

    record SameB(int a) implements SameName {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Fallback.class)
    @JsonSubTypes(@JsonSubTypes.Type(Fallback.class))
    sealed interface WithDefault {}

    record Fallback(@Nullable String id) implements WithDefault {}

    record Other(String id) implements WithDefault {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Small.class), @JsonSubTypes.Type(Large.class)})
    sealed interface Deduced {}

    record Small(int a) implements Deduced {}

    record Large(int a, int b) implements Deduced {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Existing.class, name = "k"))
    sealed interface ByExisting {}

    record Existing(String kind) implements ByExisting {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Clashes.class, name = "k"))
    sealed interface Clashing {}

    record Clashes(String kind) implements Clashing {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(OneOfOpen.class))
    interface OpenNamed {}

    record OneOfOpen(String id) implements OpenNamed {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class OpenByClass {
        public String id = "";
    }

    record OnMember(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object detail) {}

    enum TwoOfOne {
        A,
        B;

        @JsonValue
        String text() {
            return "same";
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    enum AsObject {
        A;

        public int getWeight() {
            return 1;
        }
    }

    enum Renamed {
        @JsonProperty("x")
        A,
        @JsonProperty("x")
        B
    }

    enum Misread {
        A,
        B;

        @JsonCreator
        static Misread of(String name) {
            return name.equals("A") ? B : A;
        }
    }

    record OfEnum(TwoOfOne one) {}

    static Stream<TypeRef<?>> all() {
        return Stream.of(
                        Stream.<Class<?>>of(
                                        GetterOfAnother.class,
                                        PropertyOfAnother.class,
                                        MaskedValue.class,
                                        Ignoring.class,
                                        IgnoringByName.class,
                                        IgnoringInside.class,
                                        IncludingInside.class,
                                        Including.class,
                                        WriteOnly.class,
                                        ReadOnly.class,
                                        NonEmpty.class,
                                        NonDefault.class,
                                        ContentWithoutNulls.class,
                                        BeanWithoutNulls.class,
                                        Dated.class,
                                        AsArray.class,
                                        AsText.class,
                                        Unwrapping.class,
                                        Any.class,
                                        TwoOfValue.class,
                                        Delegated.class,
                                        OtherDelegate.class,
                                        Viewed.class,
                                        Filtered.class,
                                        Identified.class,
                                        Managed.class,
                                        Raw.class,
                                        Injected.class,
                                        Written.class,
                                        WrittenAs.class,
                                        Read.class,
                                        Built.class,
                                        Named.class,
                                        Skipping.class,
                                        Merging.class,
                                        Bundled.class,
                                        Incomplete.class,
                                        SameName.class,
                                        WithDefault.class,
                                        Deduced.class,
                                        ByExisting.class,
                                        Clashing.class,
                                        Clashes.class,
                                        OpenNamed.class,
                                        OpenByClass.class,
                                        OnMember.class,
                                        TwoOfOne.class,
                                        AsObject.class,
                                        Renamed.class,
                                        Misread.class,
                                        OfEnum.class)
                                .map(TypeRef::of),
                        Stream.of(
                                new TypeRef<List<Optional<String>>>() {},
                                new TypeRef<Optional<Optional<String>>>() {},
                                new TypeRef<Map<TwoOfOne, String>>() {},
                                new TypeRef<Map<AnnotatedShapes.Id, String>>() {}))
                .flatMap(types -> types);
    }
}
