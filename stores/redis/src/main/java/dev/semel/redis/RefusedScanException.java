// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.redis.RedisReply.Refusal;

/** An error that the server answered to a step through its keys. */
final class RefusedScanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedScanException(Refusal refusal) {
        super("Redis answered " + refusal);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
