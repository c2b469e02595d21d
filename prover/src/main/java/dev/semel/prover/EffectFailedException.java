// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/** A receiver refused an effect, or its answer was lost. Thrown by the prover only. */
public final class EffectFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EffectFailedException(String message) {
        super(message);
    }
}
