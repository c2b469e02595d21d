// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of {@code java.time} as their own text ({@code toString}, ISO 8601, exact). */
public final class TimeTexts {

    private TimeTexts() {}

    /** {@return whether values of a class are written as their text} */
    public static boolean isWritten(Class<?> type) {
        return parser(type) != null || ZoneId.class.isAssignableFrom(type); // its subclasses are not public
    }

    /** {@return the function that reads the text of a type; null if the type is none of {@code java.time}} */
    public static @Nullable Function<String, ?> parser(Class<?> type) {
        return switch (type.getName()) {
            case "java.time.Instant" -> Instant::parse;
            case "java.time.Duration" -> Duration::parse;
            case "java.time.Period" -> Period::parse;
            case "java.time.LocalDate" -> LocalDate::parse;
            case "java.time.LocalTime" -> LocalTime::parse;
            case "java.time.LocalDateTime" -> LocalDateTime::parse;
            case "java.time.OffsetDateTime" -> OffsetDateTime::parse;
            case "java.time.OffsetTime" -> OffsetTime::parse;
            case "java.time.ZonedDateTime" -> ZonedDateTime::parse;
            case "java.time.Year" -> TimeTexts::year;
            case "java.time.YearMonth" -> TimeTexts::yearMonth;
            case "java.time.MonthDay" -> MonthDay::parse;
            case "java.time.ZoneOffset" -> ZoneOffset::of;
            case "java.time.ZoneId" -> ZoneId::of;
            default -> null;
        };
    }

    /** {@return a year} Its text has as many digits as it needs, and no plus sign. */
    private static Year year(String text) {
        return Year.of(Integer.parseInt(text));
    }

    /** {@return a month} Its text has no plus sign, without which its own parser refuses more than four digits. */
    private static YearMonth yearMonth(String text) {
        boolean unsigned = text.length() > "2026-01".length() && Character.isDigit(text.charAt(0));
        return YearMonth.parse(unsigned ? "+" + text : text);
    }
}
