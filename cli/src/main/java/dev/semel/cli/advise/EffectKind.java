// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

/** Kinds of effects of a function. */
enum EffectKind {
    /** Reads only. */
    READ,

    /** A write that always writes the same, such as the newest state of an object. */
    OVERWRITE,

    /** One new DynamoDB item for each event. */
    ITEM,

    /** An update of a DynamoDB item, such as a balance. */
    UPDATE,

    /** Writes in one transaction of a relational database. */
    SQL,

    /** A call of another service: a payment, an order. */
    CALL,

    /** A message to a person, queue or topic. */
    MESSAGE
}
