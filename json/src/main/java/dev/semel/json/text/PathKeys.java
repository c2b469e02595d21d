// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPartException;
import dev.semel.json.text.PathTree.Found;
import dev.semel.model.Blob;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Extractors of keys from places in JSON, whatever the inputs are. Immutable and thread-safe. */
public final class PathKeys {

    /** The texts that stay in quotes: those that another key of JSON looks like. */
    private static final Pattern LIKE_ANOTHER =
            Pattern.compile("true|false|\\[.*|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?", Pattern.DOTALL);

    private final JsonText text = new JsonText();
    private final Inputs others;
    private final boolean unwraps;

    private PathKeys(Inputs others, boolean unwraps) {
        this.others = others;
        this.unwraps = unwraps;
    }

    /** A way to read inputs that are neither documents nor trees. */
    @FunctionalInterface
    public interface Inputs {

        /** Reads {@code input} as JSON, by {@code text} or from tokens of its own, into {@code places}. */
        void read(Object input, JsonText text, JsonText.Consumer places);
    }

    /** {@return extractors that leave other inputs to {@code others}} */
    public static PathKeys of(Inputs others) {
        return new PathKeys(others, false);
    }

    /** {@return extractors whose key at a single path is the text itself, where that is injective} */
    public PathKeys unwrappingStrings() {
        return new PathKeys(others, true);
    }

    /** {@return an extractor of the key at one path, or composed of several} */
    public <I> KeyExtractor<I> at(String path, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = path;
        System.arraycopy(more, 0, all, 1, more.length);
        List<String> paths = List.of(all);
        PathTree tree = PathTree.of(paths);
        return input -> key(paths, find(tree, paths.size(), input));
    }

    private @Nullable Found[] find(PathTree tree, int count, @Nullable Object input) {
        @Nullable Found[] found = new @Nullable Found[count];
        JsonText.Consumer reading = parser -> tree.read(parser, found);
        switch (input) {
            case null -> throw new MissingKeyPartException("the input is null");
            case String json -> text.read(json, reading);
            case byte[] json -> text.read(JsonText.decode(json), reading);
            case Blob json -> text.read(JsonText.decode(json.toByteArray()), reading);
            case JsonElement value -> tree.read(value, found);
            default -> others.read(input, text, reading);
        }
        return found;
    }

    private String key(List<String> paths, @Nullable Found[] found) {
        if (found.length == 1) {
            String scalar = component(paths.get(0), found[0]);
            return unwraps ? unwrapped(scalar) : scalar;
        }
        StringJoiner key = new StringJoiner(",", "[", "]");
        for (int i = 0; i < found.length; i++) {
            key.add(component(paths.get(i), found[i]));
        }
        return key.toString();
    }

    private static String unwrapped(String scalar) {
        if (!scalar.startsWith("\"") || scalar.indexOf('\\') >= 0) {
            return scalar;
        }
        String text = scalar.substring(1, scalar.length() - 1);
        return LIKE_ANOTHER.matcher(text).matches() ? scalar : text;
    }

    private static String component(String path, @Nullable Found found) {
        return switch (found) {
            case Found.Component component -> component.canonical();
            case Found.Unfit unfit -> throw unfit(path, unfit.what());
            case null -> throw unfit(path, "nothing");
        };
    }

    private static MissingKeyPartException unfit(String path, String what) {
        return new MissingKeyPartException("the JSON has " + what + " at '" + path
                + "'. A key's part is a string that is not empty, a number or a boolean: have the sender fill it, or"
                + " take the key from another path");
    }
}
