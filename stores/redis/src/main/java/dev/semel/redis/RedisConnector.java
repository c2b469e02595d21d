// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.List;

/**
 * Port to a Redis client: the few requests that the store sends. {@link JedisConnector} and {@link LettuceConnector}
 * implement it; another client needs these methods only.
 *
 * <p>Implementations are thread-safe, block, run on the caller's thread, take no longer than the time left as far as
 * their client allows, and send to primaries only. An exception of the client thrown by a method means that there is no
 * answer to any of the requests. The client may repeat a request by itself.
 */
public interface RedisConnector {

    /**
     * Evaluates scripts. The requests for one server are sent together, before the first reply is awaited.
     *
     * @param calls the evaluations, each of another key
     * @param wait the replicas that must have received the writes; see {@link ReplicaWait}
     * @param time the time for all of it
     * @return one reply for each call, in the order of the calls; then one more, of {@code WAIT}, unless {@code wait}
     *     is {@link ReplicaWait#NONE}
     */
    List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait, TimeLeft time);

    /**
     * {@return the answers to {@code INFO memory} of all primaries}
     *
     * @param time the time for all of it
     */
    List<RedisReply> memoryInfo(TimeLeft time);

    /** {@return the names of the primaries, in an order that stays while the cluster does} */
    List<String> primaries();

    /**
     * Takes one step through the keys of a primary ({@code SCAN}).
     *
     * @param primary one of {@link #primaries()}
     * @param cursor {@code 0}, or the cursor of the step before
     * @param pattern the glob pattern of the keys
     * @param count about how many keys the server looks at
     * @param time the time for all of it
     * @return the keys that match, and the cursor of the next step
     */
    KeyScan scan(String primary, String cursor, byte[] pattern, int count, TimeLeft time);

    /** {@return whether {@code WAIT} can be sent on the connection of the writes before it} */
    boolean canWait();
}
