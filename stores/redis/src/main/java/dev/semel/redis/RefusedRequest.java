// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.redis.RedisReply.Refusal;
import dev.semel.store.StoreException;
import java.util.Set;

/**
 * Translation of an error that the server answered. The message carries the code of the error only: Redis quotes the
 * arguments of a request in some of its texts.
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

    private RefusedRequest() {}

    static StoreException of(Refusal refusal, RedisCall call) {
        String code = printable(refusal.code());
        if (PASSING.contains(code)) {
            return call.unavailable(new IllegalStateException("Redis answered " + code + remedy(code)));
        }
        if (DENIED.contains(code)) {
            return call.refused("Redis answered " + code + "; give the client's user the keys of the store's prefix and"
                    + " the commands +eval +evalsha +info +scan and those of the scripts (+hset +hget +hmget +hgetall"
                    + " +hkeys +hdel +exists +type +pexpire +persist +time), and +wait if replicas are asked for");
        }
        return call.refused("Redis answered " + code + "; the server must be Redis 6.2 or later and allow scripts");
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
