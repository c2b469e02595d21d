// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a handler fails with because classes are missing or do not fit each other: that says something of the class
 * path, and nothing of the handler. Thread-safe.
 */
final class Linkage {

    private static final int MOST_CAUSES = 20;

    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    /** Remembers the first failure of linkage, if {@code thrown} is one or was caused by one. */
    void notice(Throwable thrown) {
        String here = failure(thrown);
        if (here != null) {
            failure.compareAndSet(null, here);
        }
    }

    /**
     * Lets only a handler pass whose classes were all there.
     *
     * @throws IllegalStateException which names the class that was not
     */
    void require() {
        String seen = failure.get();
        if (seen != null) {
            throw new IllegalStateException(seen);
        }
    }

    /** Returns which class is missing and what to do; null if none is. */
    static @Nullable String missing(Throwable thrown) {
        for (Throwable cause : causes(thrown)) {
            if (cause instanceof NoClassDefFoundError && cause.getCause() instanceof ClassNotFoundException absent) {
                return "the class " + absent.getMessage()
                        + " is missing, which the handler needs: add the jar or folder that has it to --class-path";
            }
        }
        return null;
    }

    private static @Nullable String failure(Throwable thrown) {
        String missing = missing(thrown);
        if (missing != null) {
            return missing;
        }
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof LinkageError) {
                return "the handler's classes do not fit each other, or one cannot be initialised: " + cause
                        + (cause.getCause() == null ? "" : ", caused by " + cause.getCause())
                        + "; see that --class-path has everything once, and in the versions that fit";
            }
        }
        return null;
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = thrown; next != null && causes.size() < MOST_CAUSES; next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }
}
