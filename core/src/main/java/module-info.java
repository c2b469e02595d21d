// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Runs an operation once per idempotency key: the API, the protocol and the interface of a store. Start at {@link
 * dev.semel.Idempotency}. The engine is not exported.
 */
module dev.semel {
    requires static transitive org.jspecify;

    exports dev.semel;
    exports dev.semel.codec;
    exports dev.semel.event;
    exports dev.semel.model;
    exports dev.semel.step;
    exports dev.semel.store;
}
