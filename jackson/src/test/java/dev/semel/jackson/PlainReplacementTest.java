// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.PlainSamples.Sample;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.json.PlainJsonCodec;
import dev.semel.json.type.Stored;
import dev.semel.model.Blob;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec may be replaced under the records of an operation: nothing is unreadable, and nothing is a mismatch. */
@NullMarked
class PlainReplacementTest {

    static Stream<Sample> results() {
        return PlainSamples.results();
    }

    @ParameterizedTest
    @MethodSource("results")
    void recordsOfOneCodecAreReplayedByTheOther(Sample sample) throws Exception {
        for (Object value : sample.values()) {
            if (value instanceof String text
                    && !java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                continue; // it has no fingerprint under either codec
            }
            replaced(sample.type(), value, JacksonCodec.create(), PlainJsonCodec.create());
            replaced(sample.type(), value, PlainJsonCodec.create(), JacksonCodec.create());
        }
    }

    /** The sample is the input, whose fingerprint is compared, and the result. */
    @SuppressWarnings("unchecked")
    private static <T> void replaced(TypeRef<T> type, Object sample, ResultCodec before, ResultCodec after)
            throws Exception {
        T value = (T) sample;
        InMemoryStore store = new InMemoryStore();
        Outcome<T> first = operation(store, type, before).tryRun(value, Deadline.within(Duration.ofMinutes(1)));
        assertThat(first).isInstanceOf(Outcome.Executed.class);
        Outcome<T> second = operation(store, type, after).tryRun(value, Deadline.within(Duration.ofMinutes(1)));
        assertThat(second).isInstanceOf(Outcome.Replayed.class);
        T replayed = Objects.requireNonNull(((Outcome.Replayed<T>) second).value());
        JacksonCodec jackson = JacksonCodec.create().forAnswersAsStored();
        T expected = jackson.decode(jackson.encode(value, type), type);
        assertThat(jackson.encode(replayed, type)).isEqualTo(jackson.encode(expected, type));
    }

    private static <T> Operation<T, T> operation(InMemoryStore store, TypeRef<T> type, ResultCodec codec) {
        boolean compared = PlainJsonCodec.create().canFingerprint(type);
        OperationBuilder<T, T> builder = Idempotency.builder(store)
                .codec(codec)
                .withoutLog()
                .build()
                .operation("echo", type, type)
                .key(input -> "one")
                .answersAsStored(); // some samples are of subclasses
        return (compared ? builder : builder.withoutFingerprint()).body((input, execution) -> input);
    }

    private record Stored(String id, long amount, Instant at, List<String> lines) {}

    /** Stored results never change: these are records of older versions. */
    @Test
    void storedFormsArePinned() {
        Stored value = new Stored("o-1", 9007199254740993L, Instant.EPOCH, List.of("é\n"));
        String json =
                "{\"id\":\"o-1\",\"amount\":9007199254740993,\"at\":\"1970-01-01T00:00:00Z\",\"lines\":[\"é\\n\"]}";
        PlainJsonCodec codec = PlainJsonCodec.create();
        assertThat(codec.encode(value, TypeRef.of(Stored.class)).toUtf8()).isEqualTo(json);
        assertThat(codec.decode(Blob.utf8(json), TypeRef.of(Stored.class))).isEqualTo(value);
        assertThat(codec.fingerprint(value)).isEqualTo(JacksonCodec.create().fingerprint(value));
        assertThat(codec.fingerprint(value))
                .isEqualTo(JsonTextFingerprinter.create().fingerprint(json));
    }
}
