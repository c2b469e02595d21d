// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/**
 * A table of records.
 *
 * @param place its name, for messages and references
 * @param keyName its partition key
 * @param keyType the type of that key: S, N or B
 * @param ttlAttribute the TTL attribute; empty if TTL is off
 * @param recovery whether point-in-time recovery is on
 * @param deletionProtection whether it is protected from deletion
 * @param kept whether it outlives its stack
 * @param scales whether its capacity follows the load
 * @param replicated whether it has eventually consistent replicas
 */
record RecordTable(
        String place,
        Setting<String> keyName,
        Setting<String> keyType,
        Setting<String> ttlAttribute,
        Setting<Boolean> recovery,
        Setting<Boolean> deletionProtection,
        Setting<Boolean> kept,
        Setting<Boolean> scales,
        Setting<Boolean> replicated) {}
