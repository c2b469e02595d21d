// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.dynamodb;

/** Stands for a class of a store. */
public final class Store {
    private Store() {}
}
