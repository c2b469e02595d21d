// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Detects failures that come from missing or incompatible classes. They are mistakes of the class path, not of the
 * handler. Thread-safe.
 */
final class Linkage {

    private static final int MOST_CAUSES = 20;

    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    /** Remembers {@code thrown} if it is, or was caused by, the first failure of linkage. */
    void notice(Throwable thrown) {
        String here = failure(thrown);
        if (here != null) {
            failure.compareAndSet(null, here);
        }
    }

    /**
     * Checks that no class was missing.
     *
     * @throws IllegalStateException if one was; its message names the class
     */
    void require() {
        String seen = failure.get();
        if (seen != null) {
            throw new IllegalStateException(seen);
        }
    }

    private static @Nullable String missing(Throwable thrown) {
        for (Throwable cause : causes(thrown)) {
            if (cause instanceof NoClassDefFoundError && cause.getCause() instanceof ClassNotFoundException absent) {
                return "the class " + absent.getMessage()
                        + " is missing, which the handler needs: add the jar or folder that has it to --class-path";
            }
        }
        return null;
    }

    /** {@return a message that names the missing class, or the failure, and the remedy; null if it is no such thing} */
    static @Nullable String failure(Throwable thrown) {
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
