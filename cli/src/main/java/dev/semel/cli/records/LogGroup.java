// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClientBuilder;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * A log group of CloudWatch Logs, read in pages from a moment on. Holds one page, and the ids of the events of its
 * newest seconds, which are asked for again because the service shows some events late. Not thread-safe.
 */
final class LogGroup implements AutoCloseable {

    /** The time by which the next round begins before the newest event. */
    static final Duration OVERLAP = Duration.ofSeconds(10);

    /** The time between two requests: the service permits 5 in a second (CloudWatch Logs quotas, FilterLogEvents). */
    static final Duration PACE = Duration.ofMillis(250);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE = 1_000;
    private static final Pattern REGION = Pattern.compile("[a-zA-Z0-9-]+");

    private final CloudWatchLogsClient client;
    private final String name;
    private final CommandContext context;
    private final Map<String, Long> seen = new LinkedHashMap<>();
    private long newest;
    private long count;

    private LogGroup(CloudWatchLogsClient client, String name, CommandContext context) {
        this.client = client;
        this.name = name;
        this.context = context;
    }

    /**
     * Opens a log group. Nothing is sent.
     *
     * @throws RefusedException if the address or the Region is none
     */
    static LogGroup open(String name, Optional<URI> endpoint, Optional<String> region, CommandContext context) {
        CloudWatchLogsClientBuilder builder = CloudWatchLogsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.apiCallTimeout(TIMEOUT));
        if (name.isBlank()) {
            throw new RefusedException("--logs names no log group");
        }
        endpoint.ifPresent(address -> {
            if (address.getHost() == null) {
                throw new RefusedException("--endpoint is no address");
            }
            builder.endpointOverride(address);
        });
        region.or(() -> context.variable("AWS_REGION")).ifPresent(text -> {
            if (!REGION.matcher(text).matches()) {
                throw new RefusedException("--region is no Region such as eu-west-1");
            }
            builder.region(Region.of(text));
        });
        credentials(context).ifPresent(found -> builder.credentialsProvider(StaticCredentialsProvider.create(found)));
        try {
            return new LogGroup(builder.build(), name, context);
        } catch (SdkClientException e) {
            throw new RefusedException("--logs knows no Region; add --region, or set AWS_REGION");
        }
    }

    /** The variables of the environment; without them the SDK looks in its other places. */
    private static Optional<AwsCredentials> credentials(CommandContext context) {
        return context.variable("AWS_ACCESS_KEY_ID")
                .flatMap(key -> context.variable("AWS_SECRET_ACCESS_KEY")
                        .map(secret -> context.variable("AWS_SESSION_TOKEN")
                                .<AwsCredentials>map(token -> AwsSessionCredentials.create(key, secret, token))
                                .orElseGet(() -> AwsBasicCredentials.create(key, secret))));
    }

    /**
     * Reads the events of a time.
     *
     * @param since the moment of the first event
     * @param follow whether to go on with what is written later
     * @param max the most events
     * @param messages takes the text of each event
     * @throws IOException if the service refuses or does not answer; its message is one line for the user
     * @throws InterruptedException if the thread is interrupted, which is the end of following
     */
    void read(Instant since, boolean follow, long max, Consumer<String> messages)
            throws IOException, InterruptedException {
        long from = since.toEpochMilli();
        boolean more = readRound(from, max, messages);
        while (follow && more) {
            context.waiting().await(PACE.multipliedBy(8));
            from = Math.max(from, newest - OVERLAP.toMillis());
            long start = from;
            seen.values().removeIf(time -> time < start);
            more = readRound(from, max, messages);
        }
    }

    /** {@return the moment of the newest event that was read; empty if none was} */
    Optional<Instant> newest() {
        return count == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }

    private boolean readRound(long from, long max, Consumer<String> messages) throws IOException, InterruptedException {
        FilterLogEventsResponse page = page(from, Optional.empty());
        while (true) {
            for (FilteredLogEvent event : page.events()) {
                if (seen.put(event.eventId(), event.timestamp()) == null) {
                    newest = Math.max(newest, event.timestamp());
                    messages.accept(event.message());
                    if (++count == max) {
                        return false;
                    }
                }
            }
            seen.values().removeIf(time -> time < newest - OVERLAP.toMillis());
            String token = page.nextToken();
            if (token == null) {
                return true;
            }
            context.waiting().await(PACE);
            page = page(from, Optional.of(token));
            if (token.equals(page.nextToken())) {
                throw new IOException("the logs API answers the same page again and again");
            }
        }
    }

    private FilterLogEventsResponse page(long from, Optional<String> token) throws IOException {
        try {
            return client.filterLogEvents(request -> {
                request.logGroupName(name).startTime(from).limit(PAGE);
                token.ifPresent(request::nextToken);
            });
        } catch (ResourceNotFoundException e) {
            throw new IOException("there is no log group " + name + " here; look at the Region and the account", e);
        } catch (SdkException e) {
            String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException("the logs API gave no answer: " + text, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
