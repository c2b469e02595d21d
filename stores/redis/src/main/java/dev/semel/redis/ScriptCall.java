// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * One evaluation of a script on the hash of one record. Byte arrays are shared, not copied: a connector must not change
 * them.
 */
public final class ScriptCall {

    private final String script;
    private final String sha1;
    private final byte[] key;
    private final List<byte[]> arguments;
    private final boolean whole;

    ScriptCall(String script, String sha1, byte[] key, List<byte[]> arguments, boolean whole) {
        this.script = script;
        this.sha1 = sha1;
        this.key = key;
        this.arguments = List.copyOf(arguments);
        this.whole = whole;
    }

    /** {@return the whole text of the script} */
    public String script() {
        return script;
    }

    /** {@return the SHA-1 of the text in lower-case hexadecimal digits, by which a server knows a loaded script} */
    public String sha1() {
        return sha1;
    }

    /** {@return the one key of the script} */
    public byte[] key() {
        return key;
    }

    /** {@return the further arguments} */
    public List<byte[]> arguments() {
        return arguments;
    }

    /** {@return whether to send the text ({@code EVAL}, which also loads it) and not the digest ({@code EVALSHA})} */
    public boolean whole() {
        return whole;
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
