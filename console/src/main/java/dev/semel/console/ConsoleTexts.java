// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.operate.Explanation;
import dev.semel.operate.Moment;
import dev.semel.operate.Situation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Small parts that several pages show. */
final class ConsoleTexts {

    private ConsoleTexts() {}

    /** {@return the badge of a situation: the word, with a mark in its colour} */
    static Html.Element badge(Situation situation) {
        return Html.tag("span", "badge s-" + situation.word()).text(situation.word());
    }

    /** {@return a moment with its distance from now} */
    static Html when(Instant moment, Instant now) {
        return Html.tag("span", "when")
                .with(Html.tag("time").at("datetime", Moment.text(moment)).text(clock(moment)))
                .text(" ")
                .with(Html.tag("span", "ago").text(distance(moment, now)));
    }

    /** {@return a moment as its distance from now, with the moment as the title} */
    static Html near(Instant moment, Instant now) {
        return Html.tag("time")
                .at("datetime", Moment.text(moment))
                .at("title", clock(moment))
                .text(distance(moment, now));
    }

    /** {@return the moment as people read it, in UTC} */
    static String clock(Instant moment) {
        return Moment.text(moment).replace('T', ' ').replace("Z", " UTC");
    }

    static String distance(Instant moment, Instant now) {
        Duration away = Duration.between(now, moment);
        return away.isNegative() ? Moment.span(away.negated()) + " ago" : "in " + Moment.span(away);
    }

    /** {@return the end of a record by itself; empty for one that never ends} */
    static Optional<Instant> end(IdempotencyRecord.Known record) {
        return switch (record) {
            case IdempotencyRecord.InProgress live -> Optional.of(live.retainedUntil());
            case IdempotencyRecord.Released released -> Optional.of(released.retainedUntil());
            case IdempotencyRecord.Completed completed -> Optional.of(completed.windowEndsAt());
            case IdempotencyRecord.Quarantined parked -> Optional.empty();
        };
    }

    /** {@return whether the times of a claim are real: another library's record has none} */
    static boolean hasClaimTimes(Explanation found) {
        return found.known().isPresent() && found.situation() != Situation.FOREIGN;
    }

    static String operation(Explanation found) {
        return found.name().stored().map(IdempotencyKey::scope).orElse("(not in the record id)");
    }

    /** {@return the address of a key's page, relative to the other pages} */
    static String keyAddress(String recordId) {
        return "key?id=" + encoded(recordId);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static Html.Element paragraph(String text) {
        return Html.tag("p").text(text);
    }

    /** {@return the meaning of a situation for lists} */
    static String meaning(Situation situation) {
        return switch (situation) {
            case ABSENT -> "no record";
            case IN_PROGRESS -> "an attempt executes now";
            case LAPSED -> "stuck: began, reported nothing";
            case RELEASED -> "failed, waits for a delivery";
            case QUARANTINED -> "a person must decide";
            case COMPLETED -> "done, with a result";
            case FINALLY_FAILED -> "failed for good";
            case RESULT_MISSING -> "done, result not there";
            case ERASED -> "data erased by an operator";
            case EXPIRED -> "past its time, counts as absent";
            case FOREIGN -> "written by another library";
            case UNREADABLE -> "newer format, or damaged";
        };
    }
}
