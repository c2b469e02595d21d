// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.engine;

/** Stands for a class of the engine. */
public final class Room {
    private Room() {}
}
