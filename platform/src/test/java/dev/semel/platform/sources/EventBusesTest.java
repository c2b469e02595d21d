// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.Waiting;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retries, schedules and the retention of archives, on a clock that is advanced. */
class EventBusesTest {

    private static final List<String> NAMES =
            List.of("ERROR_CODE", "RETRY_ATTEMPTS", "EXHAUSTED_RETRY_CONDITION", "SCHEDULE_ARN");

    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();
    private LabClock clock;
    private EventBuses buses;
    private Schedules schedules;

    @BeforeEach
    void start() {
        clock = LabClock.start(() -> Instant.parse("2026-03-01T10:20:30Z"));
        QueuedDelivery targets = (arn, body, attributes) -> {
            if (arn.equals("dead")) {
                Map<String, String> told = new TreeMap<>(attributes);
                told.keySet().retainAll(NAMES);
                ends.add("dead " + told.toString().replace("EXHAUSTED_RETRY_CONDITION", "BY"));
                return;
            }
            tries.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new ServiceException(status.get(), "Failed", "as asked");
            } else {
                ends.add("delivered " + body);
            }
        };
        buses = new EventBuses(clock, targets, ends::add);
        schedules = new Schedules(clock, targets, ends::add);
    }

    @AfterEach
    void stop() {
        buses.close();
        schedules.close();
        clock.close();
    }

    private JsonNode call(String operation, String document) throws Exception {
        byte[] body = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ApiRequest request = new ApiRequest(
                "POST",
                "/",
                "",
                Map.of("X-Amz-Target", List.of("AWSEvents." + operation)),
                new ByteArrayInputStream(body));
        return JsonTree.parse(buses.operations().answer(request).body().readAllBytes());
    }

    private String end() throws InterruptedException {
        String end = ends.poll(30, TimeUnit.SECONDS);
        return end == null ? "nothing within 30 s" : end;
    }

    private void awaitRetry(int triesBefore) throws InterruptedException {
        for (int i = 0; i < 6_000 && (tries.get() != triesBefore || clock.waiting() == 0); i++) {
            Waiting.sleeping().await(Duration.ofMillis(5));
        }
        assertThat(List.of(tries.get(), clock.waiting())).containsExactly(triesBefore, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                               | 429 | 3  | 3 | delivered "in"
            {'MaximumRetryAttempts':2}       | 500 | 99 | 2 | \
            dead {ERROR_CODE=ERROR_FROM_TARGET, BY=MaximumRetryAttempts, RETRY_ATTEMPTS=2}
            {'MaximumRetryAttempts':0}       | 429 | 99 | 0 | \
            dead {ERROR_CODE=THROTTLING, BY=MaximumRetryAttempts, RETRY_ATTEMPTS=0}
            {'MaximumEventAgeInSeconds':60}  | 429 | 99 | 5 | \
            dead {ERROR_CODE=THROTTLING, BY=MaximumEventAgeInSeconds, RETRY_ATTEMPTS=5}
            {}                               | 404 | 99 | 0 | dead {ERROR_CODE=NO_RESOURCE, RETRY_ATTEMPTS=0}
            {}                               | 400 | 99 | 0 | dead {ERROR_CODE=INVALID_PARAMETER, RETRY_ATTEMPTS=0}
            """)
    void aTargetIsTriedByItsPolicy(String policy, int failing, int times, int retries, String end) throws Exception {
        failures.set(times);
        status.set(failing);
        call("PutRule", "{'Name':'orders','EventPattern':'{\\'source\\':[\\'shop\\']}'}");
        call(
                "PutTargets",
                "{'Rule':'orders','Targets':[{'Id':'1','Arn':'there','Input':'\\'in\\'',"
                        + "'DeadLetterConfig':{'Arn':'dead'},'RetryPolicy':" + policy + "}]}");
        call("PutEvents", "{'Entries':[{'Source':'shop','DetailType':'Order','Detail':'{}'}]}");
        for (int retry = 0; retry < retries; retry++) {
            awaitRetry(retry + 1);
            clock.advance(Duration.ofSeconds(1L << retry));
        }
        assertThat(end()).isEqualTo(end);
        assertThat(clock.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                         | 429 | 2  | 2 | delivered in
            {'MaximumRetryAttempts':1} | 500 | 99 | 1 | \
            dead {ERROR_CODE=ERROR_FROM_TARGET, BY=MaximumRetryAttempts, RETRY_ATTEMPTS=1, \
            SCHEDULE_ARN=arn:aws:scheduler:us-east-1:000000000000:schedule/default/once}
            {}                         | 404 | 99 | 0 | \
            dead {ERROR_CODE=NO_RESOURCE, RETRY_ATTEMPTS=0, \
            SCHEDULE_ARN=arn:aws:scheduler:us-east-1:000000000000:schedule/default/once}
            """)
    void aSchedulesTargetIsTriedByItsPolicy(String policy, int failing, int times, int retries, String end)
            throws Exception {
        failures.set(times);
        status.set(failing);
        createSchedule(policy);
        clock.advance(Duration.ofSeconds(10));
        for (int retry = 0; retry < retries; retry++) {
            awaitRetry(retry + 1);
            clock.advance(Duration.ofSeconds(1L << retry));
        }
        assertThat(end()).isEqualTo(end);
        assertThat(clock.waiting()).isZero();
        assertThatThrownBy(() -> createSchedule("{'MaximumEventAgeInSeconds':59}"))
                .hasMessageContaining("60 to 86400 MaximumEventAgeInSeconds");
    }

    private void createSchedule(String policy) throws Exception {
        String document = "{'ScheduleExpression':'at(2026-03-01T10:20:40)','FlexibleTimeWindow':{'Mode':'OFF'},"
                + "'ActionAfterCompletion':'DELETE','Target':{'Arn':'there','Input':'in',"
                + "'DeadLetterConfig':{'Arn':'dead'},'RetryPolicy':" + policy + "}}";
        byte[] body = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        schedules.answer(new ApiRequest("POST", "/schedules/once", "", Map.of(), new ByteArrayInputStream(body)));
    }

    @Test
    void aRuleOccursByItsSchedule_whileItIsEnabled() throws Exception {
        call("PutRule", "{'Name':'often','ScheduleExpression':'rate(5 minutes)'}");
        call("PutTargets", "{'Rule':'often','Targets':[{'Id':'1','Arn':'there'}]}");
        for (String time : List.of("10:25:30", "10:30:30")) {
            clock.advance(Duration.ofMinutes(5));
            assertThat(end())
                    .startsWith("delivered {\"version\":\"0\"")
                    .contains("\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"")
                    .contains("\"time\":\"2026-03-01T" + time + "Z\"")
                    .contains("rule/often")
                    .contains("\"detail\":{}");
        }
        call("DisableRule", "{'Name':'often'}");
        call("PutRule", "{'Name':'witness','ScheduleExpression':'rate(5 minutes)'}");
        call("PutTargets", "{'Rule':'witness','Targets':[{'Id':'1','Arn':'there'}]}");
        clock.advance(Duration.ofMinutes(5));
        assertThat(end()).contains("rule/witness");
        call("EnableRule", "{'Name':'often'}");
        clock.advance(Duration.ofMinutes(5));
        assertThat(List.of(end(), end())).allSatisfy(one -> assertThat(one).contains("10:40:30Z"));
        assertThat(ends).isEmpty();
    }

    @Test
    void anArchiveForgetsByItsRetention() throws Exception {
        String bus = "'EventSourceArn':'arn:aws:events:us-east-1:000000000000:event-bus/default'";
        call("CreateArchive", "{'ArchiveName':'short','RetentionDays':2," + bus + "}");
        call("CreateArchive", "{'ArchiveName':'long'," + bus + "}");
        call("PutEvents", "{'Entries':[{'Source':'shop','DetailType':'Order','Detail':'{}'}]}");
        clock.advance(Duration.ofDays(2));
        assertThat(call("ListArchives", "{}").findValuesAsText("EventCount")).containsExactly("1", "1");
        clock.advance(Duration.ofSeconds(31));
        assertThat(call("ListArchives", "{}").findValuesAsText("EventCount")).containsExactly("0", "1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PutRule | {'Name':'a','ScheduleExpression':'at(2026-03-01T12:00:00)'} | ScheduleExpression is not valid
            PutRule | {'Name':'a','ScheduleExpression':'rate(1 week)'} | Invalid Schedule Expression
            PutRule | {'Name':'a'} | Event pattern is not valid
            StartReplay | {'ReplayName':'a','EventStartTime':2,'EventEndTime':1} | must be after EventStartTime
            StartReplay | {'ReplayName':'a','EventStartTime':1,'EventEndTime':2,'EventSourceArn':'a/b'} | Archive b does
            CreateArchive | {'ArchiveName':'a','EventSourceArn':'arn:aws:events:us-east-1:0:event-bus/b'} | \
            bus b does not exist
            CancelReplay | {} | does not serve CancelReplay
            """)
    void whatIsWrongIsRefused(String operation, String document, String message) {
        assertThatThrownBy(() -> call(operation, document))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRetryPolicyOutOfRangeIsRefused() throws Exception {
        call("PutRule", "{'Name':'a','ScheduleExpression':'rate(1 day)'}");
        assertThatThrownBy(() -> call(
                        "PutTargets",
                        "{'Rule':'a','Targets':[{'Id':'1','Arn':'b','RetryPolicy':{'MaximumRetryAttempts':186}}]}"))
                .hasMessageContaining("0 to 185 MaximumRetryAttempts");
    }
}
