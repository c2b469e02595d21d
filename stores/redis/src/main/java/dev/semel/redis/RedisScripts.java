// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

/** The scripts of all steps of the protocol. */
final class RedisScripts {

    final RedisScript claim = RedisScript.of("claim");
    final RedisScript complete = RedisScript.of("complete");
    final RedisScript release = RedisScript.of("release");
    final RedisScript renew = RedisScript.of("renew");
    final RedisScript checkpoint = RedisScript.of("checkpoint");
    final RedisScript quarantine = RedisScript.of("quarantine");
    final RedisScript resolveResult = RedisScript.of("resolve_result");
    final RedisScript resolveExecute = RedisScript.of("resolve_execute");
    final RedisScript replace = RedisScript.of("replace");
    final RedisScript remove = RedisScript.of("remove");
    final RedisScript find = RedisScript.of("find");
}
