// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import dev.semel.prover.text.Quoted;

/**
 * A handler that cannot be made, or an event that it cannot read. Where nothing went wrong, that is a mistake of the
 * proof and no behaviour of the handler: the proof is refused.
 */
public final class Unaccepted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException refusal;

    private Unaccepted(RuntimeException refusal, Throwable cause) {
        super(refusal.getMessage(), cause);
        this.refusal = refusal;
    }

    /** {@return a handler whose maker failed} */
    public static Unaccepted notMade(Throwable cause) {
        String message = "The handler cannot be made, although nothing went wrong: " + Quoted.text(cause.toString())
                + ". Run its constructor once without the prover";
        return new Unaccepted(new IllegalStateException(message, cause), cause);
    }

    /** {@return an event that is wrong for the handler} */
    public static Unaccepted wrongEvent(String message, Throwable cause) {
        return new Unaccepted(new IllegalArgumentException(message, cause), cause);
    }

    /** {@return the exception that refuses the proof} */
    public RuntimeException refusal() {
        return refusal;
    }

    /** {@return what the handler threw, for reports} */
    static Throwable shown(Throwable thrown) {
        return thrown instanceof Unaccepted unaccepted && unaccepted.getCause() != null
                ? unaccepted.getCause()
                : thrown;
    }
}
