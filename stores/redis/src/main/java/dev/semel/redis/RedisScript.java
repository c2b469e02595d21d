// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A script of one protocol step: the shared {@code record.lua} and the step's own resource file behind it. */
final class RedisScript {

    private final String text;
    private final String sha1;

    private RedisScript(String text) {
        this.text = text;
        this.sha1 = sha1(text);
    }

    /**
     * {@return the script of a step}
     *
     * @param step the name of its resource file, without the ending
     */
    static RedisScript of(String step) {
        return new RedisScript(code(read("record")) + code(read(step)));
    }

    private static String read(String name) {
        try (InputStream in = RedisScript.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + ".lua is missing beside " + RedisScript.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + ".lua cannot be read", e);
        }
    }

    /** {@return the script without its comment lines, which a server would only have to keep} */
    private static String code(String text) {
        StringBuilder code = new StringBuilder(text.length());
        for (String line : text.split("\n", -1)) {
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("--")) {
                code.append(stripped).append('\n');
            }
        }
        return code.toString();
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(RedisTexts.bytes(text));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1, by which Redis names scripts", e);
        }
    }

    ScriptCall call(byte[] key, List<byte[]> arguments) {
        return new ScriptCall(text, sha1, key, arguments, false);
    }
}
