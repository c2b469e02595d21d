// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.operate.EventCount;
import dev.semel.operate.Explanation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages: what they show, how much they read for it, and that a text of a sender stays a text. */
class ConsolePagesTest {

    /** Ends elements and attributes, and steers the direction of the text and a terminal. */
    private static final String HOSTILE = "\"'></td></textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
            + "&amp;\u202e\u001b[31m\u0000{{x}}";

    /** The part of it that a record id keeps as it is; other characters are hashed. */
    private static final String IN_IDS = "\"'></td><script>alert(1)</script>";

    private final SampleKeys keys = new SampleKeys();

    @Test
    void noTextOfASenderIsAnythingButText() throws Exception {
        IdempotencyKey parked = new IdempotencyKey(HOSTILE, HOSTILE, HOSTILE + 1);
        IdempotencyKey failed = new IdempotencyKey(HOSTILE, HOSTILE, HOSTILE + 2);
        IdempotencyKey lapsed = new IdempotencyKey(IN_IDS, IN_IDS, IN_IDS);
        keys.quarantine(parked, HOSTILE, HOSTILE);
        keys.complete(failed, new StoredResult.FinalFailure(HOSTILE, Blob.utf8(HOSTILE)));
        keys.complete(SampleKeys.key("missing"), StoredResult.Missing.unencodable(HOSTILE));
        keys.quarantine(new IdempotencyKey(IN_IDS, IN_IDS, "parked"), HOSTILE, HOSTILE);
        keys.complete(new IdempotencyKey(IN_IDS, IN_IDS, "done"), new StoredResult.Success(null));
        keys.lapse(lapsed);
        FiguresBuilder figures = new FiguresBuilder();
        figures.count(new EventCount(HOSTILE, HOSTILE, HOSTILE, 3));
        figures.count(new EventCount(HOSTILE, "DuplicatesRedelivered", "", 3));
        figures.age(HOSTILE, Duration.ofHours(23), true);
        ConsoleBuilder builder = Console.builder(keys.store(), HOSTILE, new java.util.Random(1))
                .clock(keys.clock(), keys.clock())
                .allowChanges(keys.audit()::add, "ops")
                .results(shows(HOSTILE))
                .horizons(List.of(new SourceHorizon(HOSTILE, Duration.ofDays(99), HOSTILE)))
                .events(() -> figures.build(2, true));
        String typed = "&operation=" + encoded(HOSTILE) + "&tenant=" + encoded(HOSTILE);
        try (ConsoleVisit visit = ConsoleVisit.open(builder)) {
            List<String> pages = List.of(
                    "",
                    "keys",
                    "keys?older=" + typed,
                    "quarantine",
                    "key?id=" + encoded(parked.recordId()) + "&effects=" + encoded(HOSTILE),
                    "key?id=" + encoded(failed.recordId()),
                    "key?id=" + encoded(lapsed.recordId()) + "&done=" + encoded(HOSTILE),
                    "key?id=acme/charge/missing",
                    "key?id=" + encoded(HOSTILE),
                    "key?key=" + encoded(HOSTILE + 1) + typed,
                    "keys?state=" + encoded(HOSTILE),
                    "keys?cursor=" + encoded(HOSTILE),
                    "duplicates",
                    "windows",
                    encoded(HOSTILE));
            for (String page : pages) {
                assertHarmless(page, visit.get(page).body());
            }
            assertThat(visit.get("keys").body()).contains(">&quot;&#39;&gt;&lt;/td&gt;&lt;script&gt;alert(1)");
            ConsoleVisit.Page key = visit.get("key?id=" + encoded(parked.recordId()));
            java.util.Map<String, String> form = new java.util.HashMap<>(key.form("It did not happen"));
            form.put("id", parked.recordId());
            form.put("change", "resolve-result");
            form.put("reason", HOSTILE);
            form.put("result", HOSTILE);
            form.put("sure", "on");
            ConsoleVisit.Page again = visit.post("change", form);
            assertThat(again.status()).isEqualTo(422);
            assertHarmless("the form again", again.body());
            assertThat(again.body()).contains("&lt;/textarea&gt;&lt;script&gt;alert(1)");
        }
    }

    private static void assertHarmless(String page, String body) {
        assertThat(body).as(page).doesNotContain("<script>", "<img", "\u202e", "\u001b", "\u0000");
        assertThat(found("<script", body)).as("scripts of %s", page).hasSize(1);
        String bare = body.replaceAll("=\"[^\"]*\"", "=\"\"");
        assertThat(found("<[a-z][^>]*\\s(on[a-z]+|style|srcdoc)=", bare))
                .as("inline parts of %s", page)
                .isEmpty();
        assertThat(found("(href|action|src)=\"(?!\\./|[a-z]+[?\"#]|[a-z]+\\?|/assets/|#)[^\"]*\"", body))
                .as("addresses of %s", page)
                .isEmpty();
        List<String> ids = found(" id=\"([^\"]*)\"", body);
        assertThat(ids).as("ids of %s", page).doesNotHaveDuplicates();
        for (String control : found("<(?:input(?! type=\"hidden\")|select|textarea)[^>]* id=\"([^\"]*)\"", body)) {
            assertThat(body).as("label of %s on %s", control, page).contains("<label for=\"" + control + "\">");
        }
        assertThat(body)
                .as(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("id=\"main\"");
        assertThat(found("<h1", body)).as("headings of %s", page).hasSize(1);
    }

    private static List<String> found(String pattern, String body) {
        Matcher matcher = Pattern.compile(pattern).matcher(body);
        List<String> found = new ArrayList<>();
        matcher.results()
                .map((MatchResult each) -> each.group(each.groupCount()))
                .forEach(found::add);
        return found;
    }

    @Test
    void theOverviewReadsAPart_andTheNextPageGoesOnCounting() throws Exception {
        for (int i = 0; i < 2_300; i++) {
            keys.complete(SampleKeys.key("order-" + i), new StoredResult.Success(null));
        }
        keys.quarantine(SampleKeys.key("parked"), "reserve", "no answer");
        try (ConsoleVisit visit = ConsoleVisit.open(keys.console())) {
            String first = visit.get("").body();
            assertThat(first).contains("<strong>1,000</strong>", "There are more.");
            assertThat(keys.clock().waits().stream().reduce(Duration.ZERO, Duration::plus))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            String second = visit.get(next(first)).body();
            assertThat(second).contains("<strong>2,000</strong>", "There are more.");
            String last = visit.get(next(second)).body();
            assertThat(last).contains("<strong>2,301</strong>", "These are all.", ">2,300</span>", ">parked</a>");

            String list = visit.get("keys").body();
            assertThat(found("<td role=\"cell\" data-label=\"Key\"", list)).hasSize(50);
            assertThat(visit.get(next(list)).status()).isEqualTo(200);
            String filtered = visit.get("keys?state=lapsed").body();
            assertThat(filtered).contains("<strong>0</strong>", "of about 1,000 records", "More may follow");
            assertThat(next(filtered)).contains("state=lapsed");
        }
    }

    private static String next(String body) {
        return found("class=\"more\" href=\"([^\"]*)\"", body)
                .get(0)
                .replace("&amp;", "&")
                .replaceFirst("^\\./", "");
    }

    @Test
    void aKeyIsFoundByItsOperation_andItsNextDuplicateIsExplained() throws Exception {
        keys.quarantine(SampleKeys.key("parked"), "reserve", "no answer");
        keys.complete(SampleKeys.key("done"), new StoredResult.Success(Blob.utf8("receipt-of-ann")));
        dev.semel.model.ClaimId id = keys.claim(SampleKeys.key("released"), "orders-fn");
        keys.store().release(new WriteRequest.Release(SampleKeys.key("released"), id, Certainty.UNKNOWN), keys.call());
        keys.lapse(SampleKeys.key("stuck"));
        try (ConsoleVisit visit = ConsoleVisit.open(keys.console())) {
            String find = "key?operation=charge&tenant=acme&key=";
            assertThat(visit.get(find + "parked").body())
                    .contains("It is told Quarantined and executes nothing", "Step &#39;reserve&#39; was recorded")
                    .contains("This console only reads.")
                    .doesNotContain("method=\"post\"");
            assertThat(visit.get(find + "stuck").body())
                    .contains("It executes, as attempt 2: the lease is over.", "Nothing was reported");
            assertThat(visit.get(find + "released").body()).contains("It executes, as attempt 2", "in orders-fn");
            ConsoleVisit.Page done = visit.get(find + "done");
            assertThat(done.body()).contains("It gets the stored result").doesNotContain("receipt-of-ann");
            assertThat(visit.get(find + "never").status()).isEqualTo(404);
            assertThat(visit.get(find + "never").body()).contains("It executes, as attempt 1: there is no record.");
            assertThat(visit.get("quarantine").body()).contains("no answer", "See the key", "reconcile(...)");
        }
        try (ConsoleVisit visit = ConsoleVisit.open(keys.console().results(shows("receipt-of-ann")))) {
            assertThat(visit.get("key?id=acme/charge/done").body()).contains("receipt-of-ann");
        }
    }

    @Test
    void theFiguresAreThoseThatTheConsoleWasGiven() throws Exception {
        keys.complete(SampleKeys.key("done"), new StoredResult.Success(null));
        try (ConsoleVisit visit = ConsoleVisit.open(keys.console())) {
            assertThat(visit.get("duplicates").body()).contains("given no logs or metrics", "--events FILE");
            assertThat(visit.get("windows").body()).contains("given no logs or metrics", "not known");
        }
        FiguresBuilder figures = new FiguresBuilder();
        figures.count(new EventCount("charge", "Executions", "", 90));
        figures.count(new EventCount("charge", "Replays", "", 9));
        figures.count(new EventCount("charge", "InProgressConflicts", "", 1));
        figures.count(new EventCount("charge", "DuplicatesRedelivered", "", 9));
        figures.age("charge", Duration.ofHours(13), true);
        figures.age("charge", Duration.ofDays(9), false); // a log line tells of what a metric tells of
        ConsoleBuilder builder = keys.console()
                .horizons(List.of(new SourceHorizon("SQS", Duration.ofDays(4), "a document")))
                .events(() -> figures.build(7, true));
        try (ConsoleVisit visit = ConsoleVisit.open(builder)) {
            assertThat(visit.get("duplicates").body())
                    .contains("10.00 %", "of 100 calls were duplicates", "the source delivered again", "up to 1 d")
                    .contains("only its last lines were read")
                    .doesNotContain("up to 14 d");
            assertThat(visit.get("windows").body()).contains("more than half of the window", "13 h", "a document");
        }
    }

    private static ResultForms shows(String text) {
        return new ResultForms() {
            @Override
            public Optional<String> shown(Explanation explanation) {
                return Optional.of(text);
            }

            @Override
            public Blob encoded(String json, Explanation seen) {
                throw new IllegalArgumentException("it is no JSON document");
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
