// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A generator that lets a mapper serialise straight into canonical form, without a text or a tree in between. Numbers
 * arrive as Java types and are written exactly, a float by its shortest float text. Features of the mapper that change
 * the spelling of numbers, or the layout of text, do not apply. Not thread-safe; made for one value.
 */
public final class CanonicalGenerator extends GeneratorBase {

    private final CanonicalWriter out;
    private final JsonText text;

    public CanonicalGenerator(ObjectCodec codec, CanonicalWriter out, JsonText text) {
        super(0, codec, (IOContext) null);
        this.out = out;
        this.text = text;
    }

    @Override
    public void writeStartObject() throws IOException {
        _verifyValueWrite("start an object");
        _writeContext = _writeContext.createChildObjectContext();
        out.startObject(false);
    }

    @Override
    public void writeEndObject() throws IOException {
        if (!_writeContext.inObject()) {
            _reportError("No object to end");
        }
        _writeContext = _writeContext.clearAndGetParent();
        out.endObject();
    }

    @Override
    public void writeStartArray() throws IOException {
        writeStartArray(null);
    }

    @Override
    public void writeStartArray(@Nullable Object from, int size) throws IOException {
        writeStartArray(from);
    }

    /**
     * Starts an array. A set has no order, and its iteration order differs between processes, so its elements are
     * sorted.
     */
    @Override
    public void writeStartArray(@Nullable Object from) throws IOException {
        _verifyValueWrite("start an array");
        _writeContext = _writeContext.createChildArrayContext(from);
        out.startArray(from instanceof Set<?>);
    }

    @Override
    public void writeEndArray() throws IOException {
        if (!_writeContext.inArray()) {
            _reportError("No array to end");
        }
        _writeContext = _writeContext.clearAndGetParent();
        out.endArray();
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        if (_writeContext.writeFieldName(name) == JsonWriteContext.STATUS_EXPECT_VALUE) {
            _reportError("A member's name where its value is expected");
        }
        out.name(name);
    }

    @Override
    public void writeString(@Nullable String value) throws IOException {
        if (value == null) {
            writeNull();
            return;
        }
        _verifyValueWrite(WRITE_STRING);
        out.string(value);
    }

    @Override
    public void writeString(char[] value, int start, int count) throws IOException {
        _verifyValueWrite(WRITE_STRING);
        out.string(value, start, count);
    }

    @Override
    public void writeRawUTF8String(byte[] value, int start, int count) throws IOException {
        _reportUnsupportedOperation(); // it is already escaped, by unknown rules
    }

    @Override
    public void writeUTF8String(byte[] value, int start, int count) throws IOException {
        writeString(new String(value, start, count, StandardCharsets.UTF_8));
    }

    @Override
    public void writeNumber(int value) throws IOException {
        writeNumber((long) value);
    }

    @Override
    public void writeNumber(long value) throws IOException {
        _verifyValueWrite(WRITE_NUMBER);
        out.number(value);
    }

    @Override
    public void writeNumber(@Nullable BigInteger value) throws IOException {
        if (value == null) {
            writeNull();
            return;
        }
        _verifyValueWrite(WRITE_NUMBER);
        out.number(value);
    }

    @Override
    public void writeNumber(double value) throws IOException {
        writeNumber(Double.toString(value));
    }

    @Override
    public void writeNumber(float value) throws IOException {
        writeNumber(Float.toString(value));
    }

    @Override
    public void writeNumber(@Nullable BigDecimal value) throws IOException {
        if (value == null) {
            writeNull();
            return;
        }
        _verifyValueWrite(WRITE_NUMBER);
        out.number(value);
    }

    @Override
    public void writeNumber(@Nullable String value) throws IOException {
        if (value == null) {
            writeNull();
            return;
        }
        _verifyValueWrite(WRITE_NUMBER);
        out.number(value);
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        _verifyValueWrite(WRITE_BOOLEAN);
        out.literal(value ? "true" : "false");
    }

    @Override
    public void writeNull() throws IOException {
        _verifyValueWrite(WRITE_NULL);
        out.literal("null");
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int start, int count) throws IOException {
        writeString(variant.encode(Arrays.copyOfRange(data, start, start + count)));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int size) throws IOException {
        byte[] bytes = size < 0 ? data.readAllBytes() : data.readNBytes(size);
        writeString(variant.encode(bytes));
        return bytes.length;
    }

    /** Writes JSON text that a serializer supplies, for example for {@code @JsonRawValue}, in canonical form too. */
    @Override
    public void writeRawValue(String json) throws IOException {
        _verifyValueWrite(WRITE_RAW);
        text.read(json, parser -> JsonText.copy(parser, out));
    }

    @Override
    public void writeRawValue(String json, int start, int count) throws IOException {
        writeRawValue(json.substring(start, start + count));
    }

    @Override
    public void writeRawValue(char[] json, int start, int count) throws IOException {
        writeRawValue(new String(json, start, count));
    }

    @Override
    public void writeRawValue(SerializableString json) throws IOException {
        writeRawValue(json.getValue());
    }

    @Override
    public void writeRaw(String fragment) throws IOException {
        _reportUnsupportedOperation(); // a fragment of a value has no canonical form
    }

    @Override
    public void writeRaw(String fragment, int start, int count) throws IOException {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char[] fragment, int start, int count) throws IOException {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char fragment) throws IOException {
        _reportUnsupportedOperation();
    }

    @Override
    public void flush() {}

    @Override
    protected void _releaseBuffers() {}

    @Override
    protected void _verifyValueWrite(String what) throws IOException {
        if (_writeContext.writeValue() == JsonWriteContext.STATUS_EXPECT_NAME) {
            _reportError("A member's value without its name");
        }
    }
}
