// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of an array of anything but bytes and characters. Immutable and thread-safe. */
final class ArrayReader implements PlainReader {

    private final PlainReaders readers;
    private final PlainType element;

    ArrayReader(PlainReaders readers, PlainType type) {
        this.readers = readers;
        this.element = type.argument(0);
    }

    @Override
    public Object read(JsonParser parser) throws IOException {
        PlainReaders.expect(parser, JsonToken.START_ARRAY);
        List<@Nullable Object> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            all.add(readers.part(parser, element));
        }
        Object array = Array.newInstance(element.raw(), all.size());
        for (int i = 0; i < all.size(); i++) {
            Array.set(array, i, all.get(i));
        }
        return array;
    }
}
