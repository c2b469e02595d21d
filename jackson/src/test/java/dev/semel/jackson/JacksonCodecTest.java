// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.model.Blob;
import dev.semel.model.ContentFree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class JacksonCodecTest {

    private static final String SECRET = "4242-secret-4242";

    private final JacksonCodec codec = JacksonCodec.create();

    record Receipt(String id, BigDecimal amount, @Nullable String note, List<String> lines) {}

    record Box<T>(T content) {}

    record Count(String name, int count) {}

    record When(Instant at, Duration took, LocalDate day, ZonedDateTime zoned, Map<LocalDate, Integer> byDay) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Paid.class), @JsonSubTypes.Type(Declined.class)})
    sealed interface Answer {}

    record Paid(String id) implements Answer {}

    record Declined(String reason) implements Answer {}

    interface Untold {
        String text();
    }

    record Holder(Untold untold) {}

    record Node(String name, List<Node> children) {}

    static final class Getters {

        private final transient @Nullable String nothing = null;

        public String getName() {
            return Objects.requireNonNull(nothing, SECRET);
        }
    }

    private static Receipt receipt(String amount) {
        return new Receipt("r-1", new BigDecimal(amount), null, List.of());
    }

    private <T> T roundTrip(T value, TypeRef<T> type) {
        assertThat(codec.supports(type)).as("supports %s", type).isTrue();
        return codec.decode(codec.encode(value, type), type);
    }

    @Test
    void recordsComeBackWithExactNumbersAndNulls() {
        for (String amount : List.of("1.10", "0", "1E+3", "0.1000000000000000055", "-12345678901234567890.123456789")) {
            assertThat(roundTrip(receipt(amount), TypeRef.of(Receipt.class))).isEqualTo(receipt(amount));
        }
    }

    @Test
    void typeArgumentsSurvive() {
        assertThat(roundTrip(List.of(receipt("1"), receipt("2.0")), new TypeRef<List<Receipt>>() {}))
                .containsExactly(receipt("1"), receipt("2.0"));
        assertThat(roundTrip(Map.of("a", new Box<>(receipt("3"))), new TypeRef<Map<String, Box<Receipt>>>() {}))
                .containsEntry("a", new Box<>(receipt("3")));
        assertThat(roundTrip(List.of(), new TypeRef<List<Receipt>>() {})).isEmpty();
        assertThat(roundTrip(Arrays.asList("a", null), new TypeRef<List<@Nullable String>>() {}))
                .containsExactly("a", null);
        assertThat(roundTrip(new Node("a", List.of(new Node("b", List.of()))), TypeRef.of(Node.class))
                        .children())
                .hasSize(1);
    }

    @Test
    void polymorphicElementsSurviveErasure() {
        List<Answer> answers = List.of(new Paid("p"), new Declined("d"));
        assertThat(roundTrip(answers, new TypeRef<List<Answer>>() {})).isEqualTo(answers);
        assertThat(roundTrip(new Paid("p"), TypeRef.of(Answer.class))).isEqualTo(new Paid("p"));
    }

    @Test
    void scalarsAndUntypedFractionsSurvive() {
        assertThat(roundTrip("", TypeRef.of(String.class))).isEmpty();
        assertThat(roundTrip("é\uD83D\uDE00\u0000", TypeRef.of(String.class))).isEqualTo("é\uD83D\uDE00\u0000");
        for (String odd : List.of("\ud800", "a\udc00b", "\ud800\ud800\udc00")) {
            assertThat(roundTrip(odd, TypeRef.of(String.class))).isEqualTo(odd);
        }
        assertThat(roundTrip(7, TypeRef.of(Integer.class))).isEqualTo(7);
        assertThat(roundTrip(Double.NaN, TypeRef.of(Double.class))).isNaN();
        assertThat(codec.decode(Blob.utf8("{\"a\":1.10}"), new TypeRef<Map<String, Object>>() {}))
                .containsEntry("a", new BigDecimal("1.10"));
        assertThat(codec.decode(Blob.utf8("1.10"), TypeRef.of(JsonNode.class)).decimalValue())
                .isEqualTo(new BigDecimal("1.10"));
    }

    @Test
    void timesNeedNoModule() {
        When when = new When(
                Instant.parse("2026-11-21T13:00:00.123456789Z"),
                Duration.ofMillis(1500),
                LocalDate.of(2026, 2, 28),
                ZonedDateTime.parse("2026-11-21T13:00+01:00[Europe/Rome]"),
                Map.of(LocalDate.of(2026, 1, 1), 1));
        assertThat(roundTrip(when, TypeRef.of(When.class))).isEqualTo(when);
        assertThat(codec.encode(when.at(), TypeRef.of(Instant.class)).toUtf8())
                .isEqualTo("\"2026-11-21T13:00:00.123456789Z\"");
    }

    @Test
    void bytesAreCompactJsonOfTheUsersMapper() {
        ObjectMapper mapper = new ObjectMapper()
                .setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT);
        JacksonCodec own = JacksonCodec.of(mapper);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE); // too late to matter
        assertThat(own.encode(new Count("a", 1), TypeRef.of(Count.class)).toUtf8())
                .isEqualTo("{\"Name\":\"a\",\"Count\":1}");
    }

    @Test
    void mappersOfOtherFormatsAreRefused() {
        JsonFactory other = new JsonFactory() {
            @Serial
            private static final long serialVersionUID = 1L;

            @Override
            public String getFormatName() {
                return "CBOR";
            }
        };
        assertThatThrownBy(() -> JacksonCodec.of(new ObjectMapper(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CBOR");
    }

    @Test
    void resultsOfNewerVersionsReplayAndMissingPrimitivesAreErrors() {
        TypeRef<Count> type = TypeRef.of(Count.class);
        assertThat(codec.decode(Blob.utf8("{\"name\":\"a\",\"count\":1,\"new\":{}}"), type))
                .isEqualTo(new Count("a", 1));
        assertThatThrownBy(() -> codec.decode(Blob.utf8("{\"name\":\"a\"}"), type))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> codec.decode(Blob.utf8("{\"name\":\"a\",\"count\":null}"), type))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void unfitBytesAreRefused() {
        for (String bad : List.of("", "null", "{}{}", "{} 1", "{} x", "[1]", "{\"amount\":\"x\"}", "{")) {
            assertThatThrownBy(() -> codec.decode(Blob.utf8(bad), TypeRef.of(Receipt.class)))
                    .as(bad)
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("stored JSON");
        }
    }

    @Test
    void typesThatWouldFailAtTheFirstUseAreNotSupported() {
        JacksonCodec bare = JacksonCodec.of(new ObjectMapper());
        assertThat(bare.supports(TypeRef.of(Receipt.class))).isTrue();
        assertThat(bare.supports(TypeRef.of(Instant.class))).isFalse();
        assertThat(bare.supports(TypeRef.of(When.class))).isFalse();
        assertThat(bare.supports(new TypeRef<Map<String, List<Box<Instant>>>>() {}))
                .isFalse();
        assertThat(codec.supports(new TypeRef<Map<String, List<Box<Instant>>>>() {}))
                .isTrue();
        assertThat(codec.supports(TypeRef.of(Untold.class))).isFalse();
        assertThat(codec.supports(TypeRef.of(Holder.class))).isFalse();
        assertThat(codec.supports(new TypeRef<List<Untold>>() {})).isFalse();
    }

    static Stream<String> unreadable() {
        return Stream.of(
                "\"%s\"",
                "%s",
                "{\"%s\":1}",
                "{\"id\":\"%s\"",
                "{\"id\":{\"%s\":1}}",
                "{\"amount\":\"%s\"}",
                "{\"lines\":\"%s\"}",
                "{\"id\":\"a\"} %s",
                "[\"%s\"]",
                "{\"id\":\"a\" \"%s\"}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void contentNeverShowsInExceptions(String template) {
        String json = template.formatted(SECRET);
        JacksonCodec strict = JacksonCodec.of(new ObjectMapper());
        assertSilent(() -> strict.decode(Blob.utf8(json), TypeRef.of(Receipt.class)));
        assertSilent(() -> JacksonCanonicalJson.create().ofText(json + "\"" + SECRET));
        assertSilent(() -> JacksonCanonicalJson.create().ofUtf8((json + ",").getBytes(UTF_8)));
        assertSilent(() -> JacksonKeys.create().at("/id/x").extract(json));
        assertSilent(() -> JsonTextFingerprinter.create().fingerprint(json + "]" + SECRET));
    }

    @Test
    void contentNeverShowsWhenWritingFails() {
        SimpleModule failing = new SimpleModule().addSerializer(Count.class, new JsonSerializer<>() {
            @Override
            public void serialize(Count value, JsonGenerator out, SerializerProvider provider) throws IOException {
                throw new IOException(SECRET, new IllegalArgumentException(SECRET));
            }
        });
        JacksonCodec own = JacksonCodec.of(
                new ObjectMapper().registerModule(failing).disable(SerializationFeature.WRAP_EXCEPTIONS));
        Map<String, Object> map = Map.of(SECRET, new Count(SECRET, 1));
        assertSilent(() -> own.encode(map, new TypeRef<Map<String, Object>>() {}));
        assertSilent(() -> own.fingerprint(map));
        assertSilent(() -> own.fingerprint(Map.of(SECRET, new Getters())));
        assertSilent(() -> codec.fingerprint(Map.of(SECRET, new Getters())));
        assertSilent(() -> codec.encode(new Getters(), TypeRef.of(Getters.class)));
        assertThatThrownBy(() -> codec.fingerprint(Map.of(SECRET, List.of(new Getters()))))
                .hasMessageContaining("/*/0/name")
                .hasStackTraceContaining("Getters.getName");
    }

    private static void assertSilent(Runnable failing) {
        StringWriter all = new StringWriter();
        assertThatThrownBy(failing::run)
                .isInstanceOf(ContentFree.class)
                .satisfies(e -> e.printStackTrace(new PrintWriter(all)));
        assertThat(all.toString())
                .doesNotContain(SECRET)
                .doesNotContain("secret")
                .doesNotContain("4242");
    }
}
