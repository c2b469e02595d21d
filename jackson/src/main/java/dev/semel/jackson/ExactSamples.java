// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The values on which a mapper is tried for a scalar: its extremes, and what formats are known to lose. */
final class ExactSamples {

    private static final LocalDateTime FINE = LocalDateTime.of(2026, 10, 25, 2, 30, 0, 123_456_789);

    private ExactSamples() {}

    /** {@return values of a type; of an enum all; empty if the type is no scalar that is known to be exact} */
    static List<?> of(Class<?> type) {
        if (type.isEnum()) {
            return List.of(Objects.requireNonNull(type.getEnumConstants(), "an enum"));
        }
        return type.getName().startsWith("java.time.") ? times(type) : others(type);
    }

    private static List<?> others(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> List.of("", " a ", "null", "0", "é\"\\\n\u0000\u2028\uD83D\uDE00");
            case "boolean", "java.lang.Boolean" -> List.of(true, false);
            case "byte", "java.lang.Byte" -> List.of(Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE);
            case "short", "java.lang.Short" -> List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE);
            case "int", "java.lang.Integer" -> List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE);
            case "long", "java.lang.Long" -> List.of(Long.MIN_VALUE, 0L, 9_007_199_254_740_993L, Long.MAX_VALUE);
            case "float", "java.lang.Float" ->
                List.of(Float.MIN_VALUE, -0.0f, 0.1f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY);
            case "double", "java.lang.Double" ->
                List.of(Double.MIN_VALUE, -0.0, 0.1, 1e21, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY);
            case "char", "java.lang.Character" -> List.of('\u0000', ' ', '"', 'é', '\uD83D', '\uFFFF');
            case "java.math.BigInteger" ->
                List.of(BigInteger.ZERO, BigInteger.TEN.pow(80).negate());
            case "java.math.BigDecimal" ->
                List.of(
                        new BigDecimal("0"),
                        new BigDecimal("1.10"),
                        new BigDecimal("1E+3"),
                        new BigDecimal("0E-30"),
                        new BigDecimal("-12345678901234567890.123456789"));
            case "java.util.UUID" -> List.of(new UUID(0, 0), new UUID(-1, 1));
            case "java.net.URI" -> List.of(URI.create(""), URI.create("https://a.b/c?d=e#f"), URI.create("urn:a:B"));
            case "java.util.Currency" -> List.of(Currency.getInstance("EUR"), Currency.getInstance("JPY"));
            case "[B" -> List.of(new byte[0], new byte[] {-1}, new byte[] {0, 1, 2, -128});
            case "[C" -> List.of(new char[0], new char[] {'a'}, "é\"\u0000".toCharArray());
            default -> List.of();
        };
    }

    private static List<?> times(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Instant" -> List.of(Instant.MIN, Instant.EPOCH, FINE.toInstant(ZoneOffset.UTC), Instant.MAX);
            case "Duration" ->
                List.of(
                        Duration.ZERO,
                        Duration.ofNanos(-1),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(Long.MAX_VALUE));
            case "Period" -> List.of(Period.ZERO, Period.of(1, 14, -3));
            case "LocalDate" -> List.of(LocalDate.MIN, LocalDate.EPOCH, LocalDate.MAX);
            case "LocalTime" -> List.of(LocalTime.MIN, LocalTime.of(1, 2), LocalTime.MAX);
            case "LocalDateTime" -> List.of(LocalDateTime.MIN, FINE, LocalDateTime.MAX);
            case "OffsetTime" -> List.of(OffsetTime.MIN, OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(-3)));
            case "OffsetDateTime" -> List.of(FINE.atOffset(ZoneOffset.ofHoursMinutes(-3, -30)), OffsetDateTime.MAX);
            case "ZonedDateTime" ->
                List.of(
                        FINE.atZone(ZoneId.of("Europe/Rome")),
                        FINE.atZone(ZoneId.of("Europe/Rome")).withLaterOffsetAtOverlap(),
                        ZonedDateTime.of(FINE, ZoneOffset.ofHours(2)),
                        ZonedDateTime.of(FINE, ZoneId.of("UTC")));
            case "Year" -> List.of(Year.of(0), Year.of(-44), Year.of(2026), Year.of(Year.MAX_VALUE));
            case "YearMonth" -> List.of(YearMonth.of(-1, 1), YearMonth.of(2026, 3), YearMonth.of(12_345, 12));
            case "MonthDay" -> List.of(MonthDay.of(2, 29));
            case "ZoneOffset" -> List.of(ZoneOffset.UTC, ZoneOffset.MAX, ZoneOffset.ofTotalSeconds(-3723));
            case "ZoneId" -> List.of(ZoneOffset.UTC, ZoneId.of("UTC"), ZoneId.of("Europe/Rome"), ZoneOffset.ofHours(2));
            default -> List.of();
        };
    }
}
