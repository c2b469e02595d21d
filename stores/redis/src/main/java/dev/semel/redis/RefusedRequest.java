// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.redis.RedisReply.Refusal;
import dev.semel.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translation of an error that the server answered. The message carries the code of the error and the name of a known
 * command only: Redis quotes the arguments of a request in some of its texts.
 */
final class RefusedRequest {

    /** Errors that a later try may find cured: a failover, a start, a full memory, a slow script of others. */
    private static final Set<String> PASSING = Set.of(
            "LOADING",
            "BUSY",
            "READONLY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "MOVED",
            "ASK",
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "NOSCRIPT",
            "UNBLOCKED");

    private static final Set<String> DENIED = Set.of("NOPERM", "NOAUTH", "WRONGPASS", "DENIED");

    /** Commands that the store sends, and those of its scripts. */
    static final List<String> COMMANDS =
            List.of("eval", "evalsha", "info", "scan", "hset", "hgetall", "hdel", "pexpire", "persist", "time", "wait");

    /** The scripts put the command behind the code; servers quote it, by its first word and with a bar after it. */
    private static final Pattern COMMAND = Pattern.compile("(?i)^NOPERM (?:([a-z]+)$|.*?'([a-z]+)(?:\\|[a-z-]+)?')");

    private RefusedRequest() {}

    static StoreException of(Refusal refusal, RedisCall call) {
        String code = printable(refusal.code());
        if (PASSING.contains(code)) {
            return call.unavailable(new IllegalStateException("Redis answered " + code + remedy(code)));
        }
        return call.refused(lasting(code, refusal));
    }

    /** {@return the exception of a refused {@code WAIT}: the writes before it have been made} */
    static StoreException afterTheWrite(Refusal refusal, RedisCall call) {
        return call.unavailable(new IllegalStateException(lasting(printable(refusal.code()), refusal)));
    }

    private static String lasting(String code, Refusal refusal) {
        return "Redis answered " + code
                + (DENIED.contains(code)
                        ? denied(refusal) + "; give the client's user the keys of the store's prefix and the commands"
                                + " +eval +evalsha +info +scan and those of the scripts (+hset +hgetall +hdel +pexpire"
                                + " +persist +time), and +wait if replicas are asked for"
                        : "; the server must be Redis 6.2 or later and allow scripts");
    }

    /** {@return the command that the user may not send, in words; empty if the error does not name one of ours} */
    private static String denied(Refusal refusal) {
        Matcher named = COMMAND.matcher(refusal.message());
        if (!named.find()) {
            return "";
        }
        String command = (named.group(1) == null ? named.group(2) : named.group(1)).toLowerCase(Locale.ROOT);
        return COMMANDS.contains(command) ? " to the command " + command.toUpperCase(Locale.ROOT) : "";
    }

    private static String remedy(String code) {
        return switch (code) {
            case "OOM" -> ": its memory is full; give it more, or shorten dedupe windows";
            case "MISCONF" -> ": it cannot write its snapshot to disk; see the server's log";
            case "READONLY" -> ": the client is connected to a replica; connect it to the primary";
            default -> "";
        };
    }

    private static String printable(String code) {
        return code.length() <= 20 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? code : "an error";
    }
}
