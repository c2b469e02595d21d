// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.PrintableText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer of a server to one request, as the client's adapter gives it. */
public sealed interface RedisReply {

    /**
     * A value.
     *
     * @param value {@code byte[]} for a text, {@code Long} for an integer, {@code List} for an array; null for none
     */
    record Value(@Nullable Object value) implements RedisReply {

        /** Shows the type only: the value may be a payload. */
        @Override
        public String toString() {
            return "Value[" + PrintableText.type(value) + "]";
        }
    }

    /**
     * An error that the server answered.
     *
     * @param message the error; its first word is the code, such as {@code NOSCRIPT}. The rest may quote the request
     */
    record Refusal(String message) implements RedisReply {

        /** An error of a command inside of a script, as Redis 6.2 quotes it behind its own. */
        private static final Pattern INSIDE = Pattern.compile("@user_script: ?\\d+: -([A-Z]+)\\b");

        /** {@return the first word of the message; for an error inside of a script, that of the inner message} */
        public String code() {
            Matcher inside = INSIDE.matcher(message);
            if (message.startsWith("ERR ") && inside.find()) {
                return inside.group(1);
            }
            int end = message.indexOf(' ');
            return end < 0 ? message : message.substring(0, end);
        }

        /** Shows the code only: the message may quote a payload. */
        @Override
        public String toString() {
            return "Refusal[" + PrintableText.name(code()) + "]";
        }
    }

    /**
     * No answer: the connection was lost, or the time is over. The request may have been carried out.
     *
     * @param cause the exception of the client
     */
    record Silence(RuntimeException cause) implements RedisReply {

        /** Shows the type only: the message may quote the request. */
        @Override
        public String toString() {
            return "Silence[" + PrintableText.type(cause) + "]";
        }
    }
}
