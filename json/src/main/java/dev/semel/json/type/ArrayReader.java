// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of an array; of bytes, characters and fractions also from a text. Immutable and thread-safe. */
final class ArrayReader implements PlainReader {

    private final PlainReaders readers;
    private final Class<?> type;
    private final PlainType element;

    ArrayReader(PlainReaders readers, PlainType type) {
        this.readers = readers;
        this.type = type.raw();
        this.element = type.argument(0);
    }

    @Override
    public Object read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return ofText(parser);
        }
        PlainReaders.expect(parser, JsonToken.START_ARRAY);
        List<@Nullable Object> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (type == char[].class) {
                PlainReaders.expect(parser, JsonToken.VALUE_STRING);
            }
            all.add(readers.part(parser, element));
        }
        Object array = Array.newInstance(element.raw(), all.size());
        for (int i = 0; i < all.size(); i++) {
            Array.set(array, i, all.get(i));
        }
        return array;
    }

    private Object ofText(JsonParser parser) throws IOException {
        if (type == char[].class) {
            return parser.getText().toCharArray();
        }
        if (type != byte[].class && type != float[].class && type != double[].class) {
            throw PlainReader.unfit(parser);
        }
        byte[] bytes = parser.getBinaryValue(Base64Variants.getDefaultVariant());
        return type == byte[].class ? bytes : vector(bytes, parser);
    }

    /** {@return fractions in a packed form, which Jackson reads, though it does not write it} */
    private Object vector(byte[] packed, JsonParser parser) throws IOException {
        int size = type == float[].class ? Float.BYTES : Double.BYTES;
        if (packed.length % size != 0) {
            throw PlainReader.unfit(parser);
        }
        if (type == float[].class) {
            float[] floats = new float[packed.length / size];
            ByteBuffer.wrap(packed).asFloatBuffer().get(floats);
            return floats;
        }
        double[] doubles = new double[packed.length / size];
        ByteBuffer.wrap(packed).asDoubleBuffer().get(doubles);
        return doubles;
    }
}
