// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a store as JUnit tests. Extend {@link dev.semel.contract.StoreContract} to certify a store, and one
 * more class for each further ability. Every public type is an abstract test class, or a tool of them; the rules behind
 * them are not API.
 */
@NullMarked
package dev.semel.contract;

import org.jspecify.annotations.NullMarked;
