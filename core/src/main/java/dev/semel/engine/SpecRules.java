// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Deadline;
import dev.semel.FailureRule;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.PrintableText;
import dev.semel.store.CheckpointStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The rules that refuse an operation which could not work, when it is built. */
public final class SpecRules {

    /** The longest window, retention or lease: ten years, far below what any store's numbers hold. */
    private static final Duration LONGEST = Deadline.LONGEST;

    private final Engine engine;
    private final OperationSpec<?, ?> spec;

    public SpecRules(Engine engine, OperationSpec<?, ?> spec) {
        this.engine = engine;
        this.spec = spec;
    }

    /** Refuses fingerprints without a fingerprinter, or of an input that it cannot handle. */
    public void requireFingerprinter(TypeRef<?> input, boolean fingerprintsInput) {
        if (spec.fingerprinting().part() == null) {
            return;
        }
        Fingerprinter fingerprinter = engine.fingerprinter();
        if (fingerprinter == null) {
            throw refused("no Fingerprinter was given. Give Idempotency.builder one, or call withoutFingerprint()");
        }
        if (fingerprintsInput && !hasContentIdentity(input)) {
            Optional<String> reason = Given.by("Fingerprinter", fingerprinter.whyNoFingerprint(input));
            if (reason.isPresent()) {
                throw refused("input of type " + input + " cannot be compared: " + reason.get()
                        + ". Or call fingerprintOf(...) with the part of it that must be equal in calls with one key,"
                        + " or withoutFingerprint()");
            }
        }
    }

    /** Refuses a result that cannot be stored. */
    public static void requireStorable(Engine engine, String name, TypeRef<?> result, boolean answersAsStored) {
        Optional<String> reason = whyUnsupported(codec(engine, answersAsStored), result);
        if (reason.isPresent()) {
            throw refused(name, "result of type " + result + " cannot be stored: " + reason.get());
        }
    }

    /** {@return the codec of an operation} */
    static ResultCodec codec(Engine engine, boolean answersAsStored) {
        return answersAsStored ? Given.by("codec", engine.codec().forAnswersAsStored()) : engine.codec();
    }

    /** {@return why a codec cannot store a type; empty if it can} */
    static Optional<String> whyUnsupported(ResultCodec codec, TypeRef<?> type) {
        if (type.type() == void.class) { // nothing is a value of it, and null is one of Void
            return Optional.of("void has no values; declare Void.class for no result");
        }
        return type.type() == Void.class
                ? Optional.empty() // null is its only value, and never reaches the codec
                : Given.by("codec", codec.whyUnsupported(type));
    }

    private static boolean hasContentIdentity(TypeRef<?> input) {
        return input.type() instanceof Class<?> type
                && (type == Blob.class || ContentIdentity.class.isAssignableFrom(type));
    }

    /** Refuses durations that contradict each other or the clock skew. */
    public void requireTiming() {
        OperationSpec.Timing timing = spec.timing();
        Duration skew = engine.clockSkew();
        Duration twice = skew.plus(skew); // a multiplication would load and run decimal arithmetic, at each cold start
        requireLonger("dedupeWindow", timing.dedupeWindow(), twice, "twice the clock skew");
        if (timing.retention().compareTo(timing.dedupeWindow()) < 0) {
            throw refused("retention " + timing.retention() + " must not be shorter than the dedupeWindow "
                    + timing.dedupeWindow());
        }
        requireLonger("retention", timing.retention(), twice, "twice the clock skew");
        requireLonger("recordingTime", timing.recordingTime(), Duration.ZERO, "nothing");
        Duration lease = timing.lease();
        if (lease != null) {
            requireLonger("lease", lease, skew.plus(timing.recordingTime()), "the clock skew and recordingTime");
        }
        Duration claimTimeout = timing.claimTimeout();
        if (claimTimeout != null) {
            requireLonger("claimTimeout", claimTimeout, Duration.ZERO, "nothing");
        }
    }

    private void requireLonger(String argument, Duration duration, Duration bound, String what) {
        if (duration.compareTo(bound) <= 0) {
            throw refused(argument + " " + duration + " must be longer than " + what + ", " + bound);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw refused(argument + " " + duration + " must be at most " + LONGEST.toDays() + " days");
        }
    }

    /** Refuses two final failures of one name. */
    public void requireDistinctFailures() {
        Set<String> names = new HashSet<>();
        for (FailureRule rule : spec.failures().rules()) {
            if (rule instanceof FailureRule.Final<?> declared && !names.add(declared.name())) {
                throw refused("onFailure has two final failures named '" + declared.name() + "'");
            }
        }
    }

    /** Refuses steps on a store that keeps no recovery points. */
    public void requireCheckpoints() {
        if (!(engine.store() instanceof CheckpointStore)) {
            throw refused("effectsAreSteps() needs a store that keeps recovery points, "
                    + engine.store().name() + " keeps none");
        }
    }

    private IllegalArgumentException refused(String why) {
        return refused(spec.name(), why);
    }

    /** {@return the refusal of the operation {@code name}} */
    public static IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException("Operation '" + PrintableText.name(name) + "': " + why);
    }
}
