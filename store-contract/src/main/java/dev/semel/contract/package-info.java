// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The contract of a store as JUnit tests: extend {@link dev.semel.contract.StoreContract} to certify a store. */
@NullMarked
package dev.semel.contract;

import org.jspecify.annotations.NullMarked;
