// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.FailureCodec;
import dev.semel.model.PrintableText;
import dev.semel.model.Text;
import java.util.Objects;

/**
 * Declares what one kind of exception means when a body throws it. The first rule that fits decides; an exception that
 * fits no rule, and every {@link Error}, leaves an unknown outcome.
 */
public sealed interface FailureRule {

    /**
     * Declares a final failure: it is recorded, and every duplicate inside the window fails with it. Stored under the
     * class name; use the other form to rename classes freely.
     *
     * @param type the exact class; a subclass needs a rule of its own, so that first call and replay throw the same
     *     type
     * @param codec the codec
     * @param <X> the exact class of the exception
     * @return the rule
     */
    static <X extends Exception> FailureRule finalFor(Class<X> type, FailureCodec<X> codec) {
        return new Final<>(type.getName(), type, codec);
    }

    /**
     * Declares a final failure that is stored under a name of its own.
     *
     * @param name never empty; unique among the operation's rules; must stay while records are replayed
     * @param type the exact class
     * @param codec the codec
     * @param <X> the exact class of the exception
     * @return the rule
     */
    static <X extends Exception> FailureRule finalFor(String name, Class<X> type, FailureCodec<X> codec) {
        return new Final<>(name, type, codec);
    }

    /**
     * Declares that no effect took place when the body throws {@code type} or a subclass of it.
     *
     * @param type the class of the exceptions
     * @return the rule
     */
    static FailureRule notExecuted(Class<? extends Exception> type) {
        return new NotExecuted(type);
    }

    /**
     * Declares that effects may have happened when the body throws {@code type} or a subclass, as without any rule.
     *
     * @param type the class of the exceptions
     * @return the rule
     */
    static FailureRule unknownFor(Class<? extends Exception> type) {
        return new Unknown(type);
    }

    /**
     * {@return whether this rule decides about {@code thrown}}
     *
     * @param thrown the exception of the body
     */
    boolean fits(Throwable thrown);

    /**
     * See {@link #finalFor(String, Class, FailureCodec)}.
     *
     * @param name stored with the failure
     * @param type the exact class
     * @param codec stores and restores it
     * @param <X> the exact class
     */
    record Final<X extends Exception>(String name, Class<X> type, FailureCodec<X> codec) implements FailureRule {

        /** Validates every part. */
        public Final {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(codec, "codec");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("name of the final failure " + type.getName() + " is empty");
            }
            Text.requireEncodable(name, "name of the final failure " + type.getName());
        }

        @Override
        public boolean fits(Throwable thrown) {
            return thrown.getClass() == type;
        }

        @Override
        public String toString() {
            return "Final[name=" + PrintableText.name(name) + ", type=" + type + ", codec=" + codec + "]";
        }
    }

    /**
     * See {@link #notExecuted}.
     *
     * @param type the class
     */
    record NotExecuted(Class<? extends Exception> type) implements FailureRule {

        /** Validates the class. */
        public NotExecuted {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public boolean fits(Throwable thrown) {
            return type.isInstance(thrown);
        }
    }

    /**
     * See {@link #unknownFor}.
     *
     * @param type the class
     */
    record Unknown(Class<? extends Exception> type) implements FailureRule {

        /** Validates the class. */
        public Unknown {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public boolean fits(Throwable thrown) {
            return type.isInstance(thrown);
        }
    }
}
