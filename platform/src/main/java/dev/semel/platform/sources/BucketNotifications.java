// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.functions.Functions;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Notifications of buckets: their configurations, and the events that they cause. Thread-safe. */
public final class BucketNotifications {

    private static final String NONE = "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";

    private final Map<String, byte[]> configurations = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final Functions functions;
    private final QueuedDelivery targets;
    private final InstantSource clock;
    private final Optional<Path> folder;
    private final Consumer<String> problems;

    /**
     * Makes the notifications.
     *
     * @param functions the functions, which must be there when a notification names them
     * @param targets the ways to functions, queues, topics and the event bus
     * @param clock the clock of the events
     * @param folder the folder that configurations are kept in, over starts; empty keeps them in memory
     * @param problems takes a line for the user when an event reaches no target
     * @throws IOException if the folder cannot be read
     */
    public BucketNotifications(
            Functions functions,
            QueuedDelivery targets,
            InstantSource clock,
            Optional<Path> folder,
            Consumer<String> problems)
            throws IOException {
        this.functions = functions;
        this.targets = targets;
        this.clock = clock;
        this.folder = folder;
        this.problems = problems;
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
            try (var files = Files.list(folder.get())) {
                for (Path file : files.filter(file -> !WholeFile.isPart(file)).toList()) {
                    configurations.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    String configuration(String bucket) {
        byte[] kept = configurations.get(bucket);
        return kept == null ? NONE : new String(kept, StandardCharsets.UTF_8);
    }

    /** Replaces a bucket's configuration, after a look at its targets. Queues and topics get a test event. */
    void configure(String bucket, byte[] configuration) throws IOException, InterruptedException {
        List<NotificationRule> rules = NotificationRule.parse(configuration);
        for (NotificationRule rule : rules) {
            check(rule, bucket);
        }
        configurations.put(bucket, configuration.clone());
        if (folder.isPresent()) {
            WholeFile.replace(folder.get().resolve(bucket), configuration);
        }
    }

    private void check(NotificationRule rule, String bucket) throws IOException, InterruptedException {
        try {
            if (Arn.parse(rule.arn()).map(Arn::service).orElse("").equals("lambda")) {
                functions.check(rule.arn());
            } else {
                targets.send(rule.arn(), testEvent(bucket), Map.of());
            }
        } catch (ServiceException e) {
            throw new ServiceException(
                    400,
                    "InvalidArgument",
                    "Unable to validate the following destination configurations: " + rule.arn() + " (" + e.text()
                            + ")");
        }
    }

    private String testEvent(String bucket) {
        return JsonTree.object()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", clock.instant().toString())
                .put("Bucket", bucket)
                .put("RequestId", UUID.randomUUID().toString())
                .put("HostId", "platform")
                .toString();
    }

    /** Delivers the event of a write to the targets of the rules that match. */
    void publish(ObjectRequest named, String event, OptionalLong size, String eTag, String requestId) {
        byte[] configuration = configurations.get(named.bucket());
        String sequencer = sequencer();
        if (configuration == null) {
            return;
        }
        ObjectEvent happened =
                new ObjectEvent(event, named.bucket(), named.key(), size, eTag, sequencer, clock.instant(), requestId);
        for (NotificationRule rule : NotificationRule.parse(configuration)) {
            if (rule.matches(event, named.key())) {
                send(rule.arn(), happened.toDocument(rule.id()));
            }
        }
        if (NotificationRule.wantsEventBridge(configuration)) {
            send(Arn.of("events", "event-bus/default"), eventBridge(happened));
        }
    }

    private String eventBridge(ObjectEvent happened) {
        String type = happened.name().startsWith("ObjectRemoved") ? "Object Deleted" : "Object Created";
        var entry = JsonTree.object().put("Source", "aws.s3").put("DetailType", type);
        entry.putArray("Resources").add("arn:aws:s3:::" + happened.bucket());
        return entry.put("Detail", happened.toDetail().toString()).toString();
    }

    private void send(String arn, String document) {
        try {
            targets.send(arn, document, Map.of());
        } catch (ServiceException | IOException e) {
            problems.accept("an S3 event did not reach " + arn + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return a hexadecimal number that is greater than all before, also those of earlier starts} */
    private String sequencer() {
        long now = clock.millis() << 12;
        return String.format("%018X", last.updateAndGet(before -> Math.max(before + 1, now)));
    }
}
