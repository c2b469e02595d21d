// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Values of a scalar of which no two may be written alike in a fingerprint: those of results and their neighbours. */
final class InputSamples {

    /** The scalars of the JDK that are inputs only, as they are not equal to what is read back. */
    private static final Set<Class<?>> OTHERS = Set.of(
            Date.class,
            Currency.class,
            StringBuilder.class,
            StringBuffer.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicBoolean.class);

    private static final List<ChronoUnit> SMALLEST_FIRST =
            List.of(ChronoUnit.NANOS, ChronoUnit.DAYS, ChronoUnit.MONTHS, ChronoUnit.YEARS);

    private InputSamples() {}

    static boolean isScalar(Class<?> type) {
        return OTHERS.contains(type);
    }

    /** {@return values that differ in more than their form: 1.10 and 1.1 are one number in a fingerprint} */
    @SuppressWarnings("JavaUtilDate") // as an input may be one
    static List<Object> of(Class<?> type) {
        if (type == Date.class) {
            return List.of(new Date(0), new Date(1), new Date(1000));
        }
        if (type == BigDecimal.class) {
            return List.of(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("1.000000000000000000001"));
        }
        if (type == URI.class) {
            return List.of(URI.create("a"), URI.create("a#b"), URI.create("A"));
        }
        Set<Object> samples = new LinkedHashSet<>(ExactSamples.of(type));
        for (Object each : ExactSamples.of(type)) {
            if (each instanceof Temporal time) {
                addNext(time, samples);
            }
        }
        if (type == Duration.class) {
            samples.add(Duration.ofNanos(1));
        }
        if (type == MonthDay.class) {
            samples.add(MonthDay.of(2, 28));
        }
        return List.copyOf(samples);
    }

    /** Adds the value that follows a time, unless it is the last one. */
    private static void addNext(Temporal time, Set<Object> samples) {
        for (ChronoUnit unit : SMALLEST_FIRST) {
            if (time.isSupported(unit)) {
                try {
                    samples.add(time.plus(1, unit));
                } catch (DateTimeException | ArithmeticException e) {
                    return;
                }
                return;
            }
        }
    }
}
