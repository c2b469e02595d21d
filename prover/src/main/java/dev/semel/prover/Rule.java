// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/** What must hold in every history. */
public sealed interface Rule {

    /**
     * Returns the rule that an effect takes place exactly once for each subject, whatever key it has. An event that the
     * source has given up after its tries is excused; see {@link #recovers}.
     */
    static Rule exactlyOnce(String effect) {
        return new ExactlyOnce(effect);
    }

    /** Returns the rule that an effect takes place at most once for each subject. */
    static Rule atMostOnce(String effect) {
        return new AtMostOnce(effect);
    }

    /**
     * Returns the rule that an effect takes place for each subject, and always with the same effect key: a receiver that
     * honours keys then makes it once. An event that the source has given up after its tries is excused; see {@link
     * #recovers}.
     */
    static Rule oneKey(String effect) {
        return new OneKey(effect);
    }

    /**
     * Returns the rule that an effect takes place for each subject unless at least as many things went otherwise than in the
     * plain history as the source has tries: that no crash alone leads to the dead-letter queue.
     */
    static Rule recovers(String effect) {
        return new Recovers(effect);
    }

    /** Returns the rule that all successful answers for one subject are equal. */
    static Rule equalAnswers() {
        return new EqualAnswers();
    }

    /**
     * Returns the rule that effects of one order take place in the order of its events: the first effect of each event after
     * that of the events before it. That an effect comes once more after a later one is for {@link #oneKey} and its like.
     */
    static Rule inOrder(String effect) {
        return new InOrder(effect);
    }

    /**
     * Returns the rule that no attempt makes an effect on a subject while another one that did may still be running: until
     * its invocation has ended, or has nothing left but to report that it failed. A call that was on its way when its attempt
     * was gone may take effect at any time, which no lease can prevent: it does not break this rule.
     */
    static Rule alone() {
        return new Alone();
    }

    /** See {@link #exactlyOnce}. */
    record ExactlyOnce(String effect) implements Rule {}

    /** See {@link #atMostOnce}. */
    record AtMostOnce(String effect) implements Rule {}

    /** See {@link #oneKey}. */
    record OneKey(String effect) implements Rule {}

    /** See {@link #recovers}. */
    record Recovers(String effect) implements Rule {}

    /** See {@link #equalAnswers}. */
    record EqualAnswers() implements Rule {}

    /** See {@link #inOrder}. */
    record InOrder(String effect) implements Rule {}

    /** See {@link #alone}. */
    record Alone() implements Rule {}
}
