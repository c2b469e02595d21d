// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.http.ServiceException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expression of a schedule ("Schedule types in EventBridge Scheduler"): {@code at}, {@code rate} or {@code cron}. The
 * letters L, W and # of cron are refused by name.
 */
final class ScheduleExpression {

    private static final Pattern AT = Pattern.compile("at\\((.+)\\)");
    private static final Pattern RATE = Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)s?\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int LAST_YEAR = 2199;

    private final ZoneId zone;
    private final Optional<Instant> at;
    private final Optional<Duration> rate;
    private final List<NavigableSet<Integer>> fields;

    private ScheduleExpression(
            ZoneId zone, Optional<Instant> at, Optional<Duration> rate, List<NavigableSet<Integer>> fields) {
        this.zone = zone;
        this.at = at;
        this.rate = rate;
        this.fields = fields;
    }

    /**
     * Reads an expression.
     *
     * @param zone the name of its time zone
     * @throws ServiceException {@code ValidationException} (400) if it is none
     */
    static ScheduleExpression parse(String text, String zone) {
        try {
            ZoneId id = ZoneId.of(zone);
            Matcher at = AT.matcher(text);
            if (at.matches()) {
                Instant instant = LocalDateTime.parse(at.group(1)).atZone(id).toInstant();
                return new ScheduleExpression(id, Optional.of(instant), Optional.empty(), List.of());
            }
            Matcher rate = RATE.matcher(text);
            if (rate.matches()) {
                ChronoUnit unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
                Duration every = unit.getDuration().multipliedBy(Long.parseLong(rate.group(1)));
                return new ScheduleExpression(id, Optional.empty(), Optional.of(every), List.of());
            }
            Matcher cron = CRON.matcher(text);
            if (cron.matches() && cron.group(3).equals("?") != cron.group(5).equals("?")) {
                return new ScheduleExpression(
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                field(cron.group(1), 0, 59, List.of()),
                                field(cron.group(2), 0, 23, List.of()),
                                field(cron.group(3), 1, 31, List.of()),
                                field(cron.group(4), 1, 12, MONTHS),
                                field(cron.group(5), 1, 7, DAYS),
                                field(cron.group(6), 1970, LAST_YEAR, List.of())));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static ServiceException invalid(String text) {
        return new ServiceException(400, "ValidationException", "Invalid Schedule Expression " + text + ".");
    }

    private static NavigableSet<Integer> field(String text, int least, int most, List<String> names) {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            if (part.matches(".*(L|#|\\dW).*") && !names.contains(part)) {
                throw new ServiceException(
                        400, "ValidationException", "the platform does not serve L, W and # of cron: " + part);
            }
            String[] step = part.split("/", -1);
            String[] range = step[0].split("-", -1);
            boolean isAny = step[0].equals("*") || step[0].equals("?");
            int from = isAny ? least : number(range[0], names);
            int to = isAny || (step.length > 1 && range.length == 1) ? most : number(range[range.length - 1], names);
            int by = step.length > 1 ? Integer.parseInt(step[1]) : 1;
            if (from < least || to > most || by < 1) {
                throw new NumberFormatException(part);
            }
            for (int value = from; value <= to; value += by) {
                values.add(value);
            }
        }
        return values;
    }

    private static int number(String text, List<String> names) {
        int index = names.indexOf(text.toUpperCase(Locale.ROOT));
        return index < 0 ? Integer.parseInt(text) : index + 1;
    }

    /** {@return whether there is one occurrence only} */
    boolean isOnce() {
        return at.isPresent();
    }

    /**
     * Finds the next occurrence.
     *
     * @param after the instant after which it is
     * @param begin the creation or start of the schedule, from which a rate counts
     * @return the instant; empty after the last one
     */
    Optional<Instant> next(Instant after, Instant begin) {
        if (at.isPresent()) {
            return at.filter(instant -> instant.isAfter(after));
        }
        if (rate.isPresent()) {
            long seconds = rate.get().toSeconds();
            long gone = Math.floorDiv(Duration.between(begin, after).toSeconds(), seconds);
            return Optional.of(begin.plusSeconds(Math.max(0, gone + 1) * seconds));
        }
        return nextOfCron(after);
    }

    private Optional<Instant> nextOfCron(Instant after) {
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (time.getYear() <= LAST_YEAR && fields.get(5).ceiling(time.getYear()) != null) {
            if (!fields.get(5).contains(time.getYear())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1).plusYears(1);
            } else if (!fields.get(3).contains(time.getMonthValue())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!fields.get(2).contains(time.getDayOfMonth())
                    || !fields.get(4).contains(time.getDayOfWeek().getValue() % 7 + 1)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!fields.get(1).contains(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!fields.get(0).contains(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }
}
