// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.model.PrintableText;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** A rule that must hold in every history. */
public sealed interface Rule {

    /**
     * Returns the rule that an effect takes place exactly once for each subject, whatever its key. An event in the
     * dead-letter queue is excused; see {@link #recovers}.
     *
     * @param effect the effect's name
     * @return the rule
     */
    static Rule exactlyOnce(String effect) {
        return new ExactlyOnce(effect);
    }

    /**
     * Returns the rule that an effect takes place at most once for each subject.
     *
     * @param effect the effect's name
     * @return the rule
     */
    static Rule atMostOnce(String effect) {
        return new AtMostOnce(effect);
    }

    /**
     * Returns the rule that an effect takes place for each subject, and always with the same effect key: a receiver
     * that honours keys then makes it once. An event in the dead-letter queue is excused; see {@link #recovers}.
     *
     * @param effect the effect's name
     * @return the rule
     */
    static Rule oneKey(String effect) {
        return new OneKey(effect);
    }

    /**
     * Returns the rule that an effect takes place for each subject unless the history has at least as many deviations
     * as the source has tries: no single crash leads to the dead-letter queue.
     *
     * @param effect the effect's name
     * @return the rule
     */
    static Rule recovers(String effect) {
        return new Recovers(effect);
    }

    /** {@return the rule that all successful answers for one subject are equal} */
    static Rule equalAnswers() {
        return new EqualAnswers();
    }

    /**
     * Returns the rule that the effects of one order take place in the order of its events: the first effect of each
     * event comes after the first effects of all events before it. A later repetition does not break this rule; see
     * {@link #oneKey}.
     *
     * @param effect the effect's name
     * @return the rule
     */
    static Rule inOrder(String effect) {
        return new InOrder(effect);
    }

    /**
     * Returns the rule that no attempt makes an effect on a subject while another attempt that made one may still be
     * running: until its invocation has ended, or has only its failure left to report. A call that was on its way when
     * its attempt crashed may take effect at any time, which no lease can prevent: it does not break this rule.
     *
     * @return the rule
     */
    static Rule alone() {
        return new Alone();
    }

    /**
     * Returns a rule of your own, which judges each history when it is over: late calls have arrived, and nothing is
     * left to deliver. Histories are judged in no particular order, and some more than once.
     *
     * @param name the rule in words, for reports
     * @param holds tells whether the rule is kept; changes nothing, and answers equally for equal histories. An
     *     exception refuses the proof
     * @param effects the effects that it judges: each must take place in some history, and needs no other rule
     * @return the rule
     */
    static Rule that(String name, Predicate<EndOfHistory> holds, String... effects) {
        return new That(name, holds, Set.of(effects));
    }

    /**
     * See {@link #exactlyOnce}.
     *
     * @param effect the effect's name
     */
    record ExactlyOnce(String effect) implements Rule {

        @Override
        public String toString() {
            return PrintableText.shown("ExactlyOnce[" + effect + "]");
        }
    }

    /**
     * See {@link #atMostOnce}.
     *
     * @param effect the effect's name
     */
    record AtMostOnce(String effect) implements Rule {

        @Override
        public String toString() {
            return PrintableText.shown("AtMostOnce[" + effect + "]");
        }
    }

    /**
     * See {@link #oneKey}.
     *
     * @param effect the effect's name
     */
    record OneKey(String effect) implements Rule {

        @Override
        public String toString() {
            return PrintableText.shown("OneKey[" + effect + "]");
        }
    }

    /**
     * See {@link #recovers}.
     *
     * @param effect the effect's name
     */
    record Recovers(String effect) implements Rule {

        @Override
        public String toString() {
            return PrintableText.shown("Recovers[" + effect + "]");
        }
    }

    /** See {@link #equalAnswers}. */
    record EqualAnswers() implements Rule {}

    /**
     * See {@link #inOrder}.
     *
     * @param effect the effect's name
     */
    record InOrder(String effect) implements Rule {

        @Override
        public String toString() {
            return PrintableText.shown("InOrder[" + effect + "]");
        }
    }

    /** See {@link #alone}. */
    record Alone() implements Rule {}

    /**
     * See {@link #that}.
     *
     * @param name the rule in words
     * @param holds tells whether the rule is kept
     * @param effects the effects that it judges
     */
    record That(String name, Predicate<EndOfHistory> holds, Set<String> effects) implements Rule {

        /** Refuses null. */
        public That {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(holds, "holds");
            effects = Set.copyOf(effects);
        }

        /** Shows the name in printable ASCII. */
        @Override
        public String toString() {
            return PrintableText.shown("That[" + name + "]");
        }
    }
}
