// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.semel.json.text.JsonElement;
import dev.semel.json.text.TreeFormat;
import dev.semel.model.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One place in an event. All readers of events use this class, so that their messages name problem and place alike.
 * Unknown fields are ignored, as AWS asks for. Immutable.
 *
 * @param event the event's name in messages
 * @param way the way from the event's root
 * @param node the value here; missing if there is none
 */
record JsonPlace(String event, PlacePath way, JsonElement node) {

    static final String AS_IT_CAME = "Pass on the document as its sender sent it";

    static final String WHOLE =
            AS_IT_CAME + "; if you write it by hand, copy a whole one from the documentation of its source";

    static final String OWN_HANDLER = "Give each event source a function, or a handler, of its own";

    private static final TreeFormat JSON = new TreeFormat();

    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    /** The character that Java's lenient decoding has for bytes that are not UTF-8; it may also stand for itself. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Another way to make a place: {@code path} is the path from the event's root, empty at the root. */
    JsonPlace(String event, String path, JsonElement node) {
        this(event, PlacePath.of(path), node);
    }

    /** {@return the path from the event's root; empty at the root} */
    String path() {
        return way.text();
    }

    /** {@return the root of a document that is read to its end, and not closed} */
    static JsonPlace read(String event, InputStream document) {
        return read(event, text(event, document));
    }

    /** {@return the text of a document that is read to its end, and not closed} */
    static String text(String event, InputStream document) {
        byte[] bytes;
        try {
            bytes = document.readAllBytes();
        } catch (IOException e) {
            throw InvalidEventException.unreadable(event);
        }
        return decode(event, bytes);
    }

    /** {@return the root of a document that another one holds as bytes} */
    static JsonPlace read(String event, Blob document) {
        return read(event, text(event, document));
    }

    /** {@return the text of a document that another one holds as bytes} */
    static String text(String event, Blob document) {
        return decode(event, document.toByteArray());
    }

    /** {@return the root of a document that another one holds as a text} */
    static JsonPlace read(String event, String document) {
        return new JsonPlace(event, PlacePath.ROOT, parsed(event, () -> JSON.read(withoutMark(document))));
    }

    /** Reading of a text. */
    interface Parsing<T> {
        T read() throws IOException;
    }

    /** {@return what {@code parsing} reads, with every failure of the parser as one of the event} */
    static <T> T parsed(String event, Parsing<T> parsing) {
        try {
            return parsing.read();
        } catch (StreamConstraintsException e) { // its message names sizes only, such as depth and limit
            throw InvalidEventException.at(
                    event,
                    "the document",
                    "is beyond the limits of its reader: " + e.getOriginalMessage(),
                    "Have the sender write less, or less deeply");
        } catch (JsonProcessingException e) {
            throw InvalidEventException.ofParser(event, e);
        } catch (IOException e) { // a text in memory has no failures of its own
            throw InvalidEventException.unreadable(event);
        } catch (NumberFormatException e) { // of exponents with more digits than any number needs
            throw InvalidEventException.at(
                    event, "the document", "has a number beyond all limits", "Have the sender write it as a text");
        }
    }

    /** {@return this place with the document that its text spells} */
    JsonPlace with(String document) {
        return new JsonPlace(event, way, read(event + ", " + path(), document).node());
    }

    /** Strict, unlike Jackson's own decoding, which reads different bytes as equal texts where they are not UTF-8. */
    private static String decode(String event, byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // nothing was replaced: the usual case, and the fast one
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidEventException.at(event, "the document", "is not UTF-8", AS_IT_CAME);
        }
    }

    /** RFC 8259, 8.1: a byte order mark may be ignored, and some senders write one. */
    static String withoutMark(String document) {
        return document.startsWith("\uFEFF") ? document.substring(1) : document;
    }

    /** {@return the place below this one, whether something is there or not} */
    JsonPlace at(String... names) {
        JsonElement found = node;
        PlacePath below = way;
        for (String name : names) {
            found = found.at(name);
            below = below.member(name);
        }
        return new JsonPlace(event, below, found);
    }

    /**
     * {@return whether there is no value here} Some senders write an empty text or null instead of leaving a field out.
     */
    boolean isAbsent() {
        return node.isMissing() || node.isNull() || "".equals(node.text());
    }

    /** {@return what {@code reading} finds here, or null where nothing is} */
    <T> @Nullable T ifPresent(Function<JsonPlace, T> reading) {
        return isAbsent() ? null : reading.apply(this);
    }

    /** {@return a value that no identity uses; null if there is none, or none that {@code reading} takes} */
    <T> @Nullable T metadata(Function<JsonPlace, T> reading) {
        try {
            return ifPresent(reading);
        } catch (InvalidEventException e) {
            return null; // whether work is done must not depend on it
        }
    }

    /** {@return the elements of the array here} */
    List<JsonPlace> elements(String remedy) {
        if (!node.isArray()) {
            throw invalid(node.isMissing() ? "is missing" : "is not an array", remedy);
        }
        List<JsonPlace> elements = new ArrayList<>();
        for (JsonElement element : node.elements()) {
            elements.add(new JsonPlace(event, way.element(elements.size()), element));
        }
        return elements;
    }

    /** {@return the members of the object here by name, in their order; none where nothing is} */
    Map<String, JsonPlace> members() {
        boolean isNone = node.isMissing()
                || node.isNull()
                || (node.isArray() && node.elements().isEmpty());
        if (isNone) { // some languages write an empty array for an empty map
            return Map.of();
        }
        if (!node.isObject()) {
            throw invalid("is not an object", AS_IT_CAME);
        }
        Map<String, JsonPlace> members = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, JsonElement> member : node.members().entrySet()) {
            // By number: names such as those of message attributes are the sender's, and may be content.
            members.put(member.getKey(), new JsonPlace(event, way.numbered(index++), member.getValue()));
        }
        return members;
    }

    /** {@return the members of the object here that are texts} */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members().forEach((name, place) -> texts.put(name, place.anyText()));
        return Map.copyOf(texts);
    }

    /**
     * {@return the members of the object here that are texts, numbers or booleans, as texts; none where no object is}
     */
    Map<String, String> scalars() {
        Map<String, String> scalars = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : node.members().entrySet()) {
            if (member.getValue().isScalar() && !member.getValue().isNull()) {
                scalars.put(member.getKey(), member.getValue().spelling());
            }
        }
        return scalars;
    }

    /** {@return whether {@code true} is here} */
    boolean isTrue() {
        return node.isTrue();
    }

    /** {@return the text here, which names something: it is not blank} */
    String text() {
        String text = filled();
        if (text.isBlank()) {
            throw invalid("is blank", WHOLE);
        }
        return text;
    }

    /** {@return the text here, which is not empty but may be blank} */
    String filled() {
        if (isAbsent()) {
            throw invalid("is missing or empty", WHOLE);
        }
        return anyText();
    }

    /** {@return the text here, which may be empty} */
    String anyText() {
        String text = node.text();
        if (text == null) {
            throw invalid(node.isMissing() ? "is missing" : "is not a text", AS_IT_CAME);
        }
        return text;
    }

    /** Requires the text here to name the reader's own event source. */
    void require(String source) {
        if (!text().equals(source)) {
            throw invalid("is not " + source, OWN_HANDLER);
        }
    }

    @Nullable
    String optionalText() {
        return ifPresent(JsonPlace::text);
    }

    /** {@return the number here, from 0 to the greatest {@code long}} */
    long wholeNumber(String what) {
        BigInteger whole = node.whole();
        if (whole == null || whole.signum() < 0 || whole.bitLength() >= Long.SIZE) {
            throw invalid("is not " + what, AS_IT_CAME);
        }
        return whole.longValue();
    }

    /** {@return the number here, written as one or as a text} */
    long number(String what) {
        return node.isText() ? spelledNumber(what) : wholeNumber(what);
    }

    /** {@return the number that the text here spells in decimal digits, from 0 to the greatest {@code long}} */
    long spelledNumber(String what) {
        String digits = text();
        if (digits.length() > 19 || !isDecimal(digits)) {
            throw invalid("is not " + what, AS_IT_CAME);
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw invalid("is not " + what, AS_IT_CAME);
        }
    }

    /** {@return the text here, which spells a number of any length in decimal digits} */
    String digits(String what) {
        String digits = text();
        if (!isDecimal(digits)) {
            throw invalid("is not " + what, AS_IT_CAME);
        }
        return digits;
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** {@return the moment that the text here spells in ISO-8601} */
    Instant moment() {
        try {
            return Instant.parse(text());
        } catch (DateTimeException e) {
            throw invalid("is not a moment in ISO-8601", AS_IT_CAME);
        }
    }

    /** {@return the moment of the number of milliseconds here} */
    Instant millisSinceEpoch() {
        return Instant.ofEpochMilli(number("a number of milliseconds since 1970"));
    }

    /** {@return the moment of the number of seconds here, to the millisecond} */
    Instant secondsSinceEpoch() {
        BigDecimal seconds = Objects.requireNonNullElse(node.decimal(), BigDecimal.ONE.negate());
        // The scale is bounded before anything computes with it: 1e-999999999 is a short text, and a very long number.
        if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0 || seconds.scale() > 1000) {
            throw invalid("is not a number of seconds since 1970", AS_IT_CAME);
        }
        return Instant.ofEpochSecond(seconds.longValue())
                .plusMillis(seconds.remainder(BigDecimal.ONE)
                        .movePointRight(3)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValue());
    }

    /** {@return the bytes that the text here spells in base64; the empty text none} */
    Blob base64() {
        try {
            return Blob.of(Base64.getDecoder().decode(anyText()));
        } catch (IllegalArgumentException e) {
            throw invalid("is not base64", AS_IT_CAME);
        }
    }

    InvalidEventException invalid(String problem, String remedy) {
        return InvalidEventException.at(event, way.above() == null ? "the document" : path(), problem, remedy);
    }

    /** Shows the place, never the value. */
    @Override
    public String toString() {
        return event + ": " + path();
    }
}
