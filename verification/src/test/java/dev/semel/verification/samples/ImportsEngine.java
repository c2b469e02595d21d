// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import dev.semel.verification.samples.engine.Room;

/** Bad on purpose: a value of the face that imports the engine. */
public record ImportsEngine(Room other) {}
