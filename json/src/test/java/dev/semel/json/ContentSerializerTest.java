// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.TypeRef;
import dev.semel.json.text.CanonicalWriter;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Payloads that define their content, at any place of a payload. */
@NullMarked
class ContentSerializerTest {

    private final JacksonCodec codec = JacksonCodec.create().comparedAsWritten(Unwrapped.class);

    record Message(String body, int receives) implements ContentIdentity {

        @Override
        public String contentIdentity() {
            return body;
        }
    }

    record Job(String id, Message message) {}

    record Unwrapped(String id, @JsonUnwrapped Message message) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    record Typed(String body, int receives) implements ContentIdentity {

        @Override
        public String contentIdentity() {
            return body;
        }
    }

    record Itself(String body) implements ContentIdentity {

        @Override
        public Object contentIdentity() {
            return List.of(this);
        }
    }

    record Nothing(String body) implements ContentIdentity {

        @Override
        @SuppressWarnings("NullAway") // what a user's mistake gives
        public Object contentIdentity() {
            return null;
        }
    }

    record Outer(Message first, int receives) implements ContentIdentity {

        @Override
        public Object contentIdentity() {
            return Map.of("first", first);
        }
    }

    enum Kind implements ContentIdentity {
        ONE;

        @Override
        public String contentIdentity() {
            return "1";
        }
    }

    record Valued(@JsonValue String text) implements ContentIdentity {

        @Override
        public String contentIdentity() {
            return text.strip();
        }
    }

    static final class Lines extends ArrayList<String> implements ContentIdentity {

        private static final long serialVersionUID = 1L;

        Lines(String... lines) {
            super(List.of(lines));
        }

        @Override
        public String contentIdentity() {
            return get(0);
        }
    }

    record Of(Object value) {}

    private void same(Object one, Object other) {
        assertThat(codec.fingerprint(one)).isEqualTo(codec.fingerprint(other));
    }

    private void different(Object one, Object other) {
        assertThat(codec.fingerprint(one)).isNotEqualTo(codec.fingerprint(other));
    }

    @Test
    void anIdentityCountsAtEveryPlace() {
        Message first = new Message("a", 1);
        Message again = new Message("a", 2);
        Message other = new Message("b", 1);
        same(new Job("1", first), new Job("1", again));
        different(new Job("1", first), new Job("1", other));
        same(Map.of("m", List.of(Set.of(first))), Map.of("m", List.of(Set.of(again))));
        same(Map.of(first, 1), Map.of(again, 1));
        different(Map.of(first, 1), Map.of(other, 1));
        same(new Message[] {first}, new Message[] {again});
        same(new POJONode(first), new POJONode(again));
        same(new Of(new Outer(first, 1)), new Of(new Outer(again, 2)));
        same(new Unwrapped("1", first), new Unwrapped("1", again));
        different(new Unwrapped("1", first), new Unwrapped("1", other));
        same(new Of(new Typed("a", 1)), new Of(new Typed("a", 2)));
        same(new Of(new Valued("a")), new Of(new Valued(" a")));
        same(new Of(new Lines("a", "1")), new Of(new Lines("a", "2")));
        same(new Of(Kind.ONE), new Of("1"));
        different(new Of(Blob.utf8("a")), new Of(Blob.utf8("b")));
    }

    @Test
    void anIdentityIsWrittenAsItIs() {
        same(new Of(new Message("a", 1)), Map.of("value", "a"));
        same(Map.of(new Message("a", 1), 1), Map.of("\"a\"", 1));
    }

    @Test
    void resultsAndKeysHaveTheirForm() {
        Job job = new Job("1", new Message("a", 2));
        String json = "{\"id\":\"1\",\"message\":{\"body\":\"a\",\"receives\":2}}";
        assertThat(codec.encode(job, TypeRef.of(Job.class)).toUtf8()).isEqualTo(json);
        assertThat(codec.decode(Blob.utf8(json), TypeRef.of(Job.class))).isEqualTo(job);
        assertThat(CanonicalJson.create().ofValue(job).toUtf8()).isEqualTo(json);
        Unwrapped unwrapped = new Unwrapped("1", new Message("a", 2));
        assertThat(codec.encode(unwrapped, TypeRef.of(Unwrapped.class)).toUtf8())
                .isEqualTo("{\"id\":\"1\",\"body\":\"a\",\"receives\":2}");
        assertThat(codec.encode(new Typed("a", 1), TypeRef.of(Typed.class)).toUtf8())
                .contains("\"@class\"");
        assertThat(codec.encode(Map.of(Kind.ONE, 1), new TypeRef<Map<Kind, Integer>>() {})
                        .toUtf8())
                .isEqualTo("{\"ONE\":1}");
        assertThat(codec.whyUnsupported(TypeRef.of(Job.class))).isEmpty();
        assertThat(codec.whyUnsupported(TypeRef.of(Blob.class))).isPresent();
    }

    @Test
    void aMapperOfTheUsersDoesTheSame() {
        JacksonCodec own = JacksonCodec.of(new ObjectMapper());
        assertThat(own.fingerprint(new Job("1", new Message("a", 1))))
                .isEqualTo(own.fingerprint(new Job("1", new Message("a", 2))));
    }

    @Test
    void aFaultOfAnIdentityIsNamed() {
        assertThatThrownBy(() -> codec.fingerprint(new Of(new Itself("a"))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Itself")
                .hasMessageContaining("100 levels");
        assertThatThrownBy(() -> codec.fingerprint(new Of(new Nothing("a"))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Nothing");
    }

    @Test
    void manyIdentitiesBesideEachOtherAreNotDeep() {
        List<Message> many = new ArrayList<>();
        for (int i = 0; i < 3 * CanonicalWriter.MAX_DEPTH; i++) {
            many.add(new Message("a", i));
        }
        same(many, many.stream().map(Message::body).toList());
    }
}
