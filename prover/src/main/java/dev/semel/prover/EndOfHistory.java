// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.model.PrintableText;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A history that is over, as {@link Rule#that} judges it: its effects, its answers and the world's objects. */
public final class EndOfHistory {

    private final Supplier<List<MadeEffect>> effects;
    private final Function<String, List<String>> answers;
    private final Predicate<String> isGivenUp;
    private final Function<String, @Nullable Object> objects;

    /**
     * Makes the end of a history from the looks at it.
     *
     * @param answers the successful answers that deliveries of a subject got
     * @param isGivenUp tells whether an event of a subject is in the dead-letter queue
     * @param objects the objects of the world by name; null for none
     */
    EndOfHistory(
            Supplier<List<MadeEffect>> effects,
            Function<String, List<String>> answers,
            Predicate<String> isGivenUp,
            Function<String, @Nullable Object> objects) {
        this.effects = effects;
        this.answers = answers;
        this.isGivenUp = isGivenUp;
        this.objects = objects;
    }

    /**
     * An effect that took place.
     *
     * @param effect the effect's name
     * @param subject the subject that it is about
     * @param key the effect key that the receiver got; null for none
     * @param attempt the number of the attempt that made it; 0 for an effect that is counted at the end
     */
    public record MadeEffect(
            String effect, String subject, @Nullable String key, int attempt) {

        /** Refuses null, except as a key. */
        public MadeEffect {
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(subject, "subject");
        }

        /** Shows no effect key. */
        @Override
        public String toString() {
            return PrintableText.shown("MadeEffect[" + effect + " of " + subject + " in attempt " + attempt + "]");
        }
    }

    /** {@return the effects that took place, in order} */
    public List<MadeEffect> effects() {
        return effects.get();
    }

    /**
     * Returns the effects of one name.
     *
     * @param effect the effect's name
     * @return the effects, in order
     */
    public List<MadeEffect> effects(String effect) {
        return effects().stream().filter(made -> made.effect.equals(effect)).toList();
    }

    /**
     * Returns the successful answers that deliveries of a subject got.
     *
     * @param subject the subject of an event
     * @return the texts that the handler wrote, by attempt
     */
    public List<String> answers(String subject) {
        return answers.apply(subject);
    }

    /**
     * Returns whether an event of a subject is in the dead-letter queue, its tries used up.
     *
     * @param subject the subject of an event
     * @return whether it is there
     */
    public boolean isGivenUp(String subject) {
        return isGivenUp.test(subject);
    }

    /**
     * Returns an object of the world, to look at and not to change.
     *
     * @param <T> its type
     * @param name the name under which {@link World#shared} or {@link World#kept} has it
     * @param type its type
     * @return the object, whose calls are no points
     * @throws IllegalArgumentException if the world has no such object
     */
    public <T> T object(String name, Class<T> type) {
        Object there = objects.apply(name);
        if (!type.isInstance(there)) {
            throw new IllegalArgumentException("The world has no object '" + name + "' of " + type.getName());
        }
        return type.cast(there);
    }
}
