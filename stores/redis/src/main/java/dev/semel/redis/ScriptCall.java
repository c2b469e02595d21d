// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One evaluation of a script on the hash of one record. Byte arrays are shared, not copied: none is changed.
 *
 * @param script the whole text of the script
 * @param sha1 its SHA-1 in lower-case hexadecimal digits, by which a server knows a loaded script
 * @param key the one key of the script
 * @param arguments the further arguments
 * @param whole whether to send the text ({@code EVAL}, which also loads it) and not the digest ({@code EVALSHA})
 */
public record ScriptCall(String script, String sha1, byte[] key, List<byte[]> arguments, boolean whole) {

    /** Copies the list. */
    public ScriptCall {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(sha1, "sha1");
        Objects.requireNonNull(key, "key");
        arguments = List.copyOf(arguments);
    }

    /** {@return this call with the text of the script, after {@code NOSCRIPT}} */
    ScriptCall withText() {
        return new ScriptCall(script, sha1, key, arguments, true);
    }

    /** {@return the bytes of key and arguments} */
    long size() {
        long size = key.length;
        for (byte[] argument : arguments) {
            size += argument.length;
        }
        return size;
    }

    /** {@return the parts of the command after its name: script or digest, the number of keys, key and arguments} */
    List<byte[]> parts() {
        List<byte[]> parts = new ArrayList<>(arguments.size() + 3);
        parts.add(RedisTexts.bytes(whole ? script : sha1));
        parts.add(RedisTexts.bytes("1"));
        parts.add(key);
        parts.addAll(arguments);
        return parts;
    }

    /** Shows no key and no argument. */
    @Override
    public String toString() {
        return "ScriptCall[" + sha1 + ", " + size() + " bytes]";
    }
}
