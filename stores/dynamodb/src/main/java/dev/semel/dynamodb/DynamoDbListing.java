// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.store.ListingStore.Entry;
import dev.semel.store.ListingStore.Page;
import dev.semel.store.ListingStore.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Pages of records, by consistent {@code Scan}. DynamoDB bills what a request looks at, whatever the filter leaves, so
 * a request looks at no more items than the page has room for, and a page sends a bounded number of requests.
 */
final class DynamoDbListing {

    private static final int REQUESTS_PER_PAGE = 10;
    private static final String RECORDS = "attribute_exists(#status) AND begins_with(#id, :prefix)";
    private static final String ALL_RECORDS = "attribute_exists(#status)";
    private static final String LEFT_OUT = "a large result is not listed; find the record to read it";

    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final Action scan;

    DynamoDbListing(DynamoDbRequests requests, ItemCodec codec, SideItems sideItems) {
        this.requests = requests;
        this.codec = codec;
        this.sideItems = sideItems;
        scan = Action.onRecord("dynamodb:Scan", requests.attributes().keyNames());
    }

    Page page(Query query, Call call) {
        List<Entry> entries = new ArrayList<>();
        Map<String, AttributeValue> last = startOf(query.cursor());
        int examined = 0;
        int sent = 0;
        do {
            ScanResponse answer = send(query, query.limit() - entries.size(), last, call);
            answer.items().forEach(item -> entries.add(entry(item, call)));
            examined += answer.scannedCount();
            last = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
            sent++;
        } while (!last.isEmpty() && entries.size() < query.limit() && sent < REQUESTS_PER_PAGE && call.hasHalf());
        return new Page(entries, cursor(last), Math.max(examined, entries.size()));
    }

    private ScanResponse send(Query query, int limit, Map<String, AttributeValue> after, Call call) {
        Attributes attributes = requests.attributes();
        Attributes.SortKey sortKey = attributes.sortKey();
        String filter = query.recordIdPrefix().isEmpty() ? ALL_RECORDS : RECORDS;
        Map<String, String> names = new HashMap<>(attributes.namesIn(filter));
        Map<String, AttributeValue> values = new HashMap<>();
        if (!query.recordIdPrefix().isEmpty()) {
            values.put(":prefix", Values.text(query.recordIdPrefix()));
        }
        if (sortKey != null) {
            filter += " AND #sort = :sort";
            names.put("#sort", sortKey.attribute());
            values.put(":sort", Values.text(sortKey.value()));
        }
        ScanRequest.Builder request = requests.limits()
                .within(
                        call,
                        ScanRequest.builder()
                                .tableName(requests.table())
                                .consistentRead(true) // S8
                                .limit(limit)
                                .filterExpression(filter)
                                .expressionAttributeNames(names));
        if (!values.isEmpty()) {
            request.expressionAttributeValues(values);
        }
        if (!after.isEmpty()) {
            request.exclusiveStartKey(after);
        }
        ScanResponse answer;
        try {
            answer = requests.client().scan(request.build());
        } catch (RuntimeException e) {
            throw Failures.of(e, call.store(), call.name(), scan);
        }
        if (!isWhole(answer)) {
            throw Received.malformed(call, scan.name());
        }
        return answer;
    }

    private boolean isWhole(ScanResponse answer) {
        return answer.scannedCount() != null
                && answer.items().stream()
                        .allMatch(item -> isText(item, requests.attributes().name(Attribute.ID)))
                && (answer.lastEvaluatedKey().isEmpty()
                        || requests.attributes().keyNames().stream()
                                .allMatch(name -> isText(answer.lastEvaluatedKey(), name)));
    }

    private static boolean isText(Map<String, AttributeValue> item, String name) {
        AttributeValue value = Received.isWhole(item) ? item.get(name) : null;
        return value != null && value.s() != null;
    }

    private Entry entry(Map<String, AttributeValue> item, Call call) {
        String id = Fields.text(item.get(requests.attributes().name(Attribute.ID)), "id");
        SideValues all = sideItems.of(call, id);
        Set<String> points = Set.copyOf(codec.pointPointers(item));
        return new Entry(id, codec.decode(item, (pointer, placement) -> listed(all, points, pointer, placement)));
    }

    /** {@return the bytes of a recovery point; those of a large result are left out} */
    private static Blob listed(SideValues all, Set<String> points, SidePointer pointer, Placement placement)
            throws MissingSideItemException {
        if (!points.contains(pointer.text())) {
            throw new MissingSideItemException(LEFT_OUT);
        }
        return all.read(pointer, placement);
    }

    /** The cursor of a page: the length of the last record id, the id, and the sort key of the last item. */
    private String cursor(Map<String, AttributeValue> last) {
        if (last.isEmpty()) {
            return "";
        }
        String id = Fields.text(last.get(requests.attributes().name(Attribute.ID)), "the last id");
        Attributes.SortKey sortKey = requests.attributes().sortKey();
        return id.length() + ":" + id
                + (sortKey == null ? "" : Fields.text(last.get(sortKey.attribute()), "the last sort key"));
    }

    private Map<String, AttributeValue> startOf(String cursor) {
        if (cursor.isEmpty()) {
            return Map.of();
        }
        int colon = cursor.indexOf(':');
        int end = colon < 1 ? -1 : colon + 1 + length(cursor.substring(0, colon));
        if (end < colon + 2 || end > cursor.length()) {
            throw new IllegalArgumentException("cursor is not one of this store's pages");
        }
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(requests.attributes().name(Attribute.ID), Values.text(cursor.substring(colon + 1, end)));
        Attributes.@Nullable SortKey sortKey = requests.attributes().sortKey();
        if (sortKey != null) {
            key.put(sortKey.attribute(), Values.text(cursor.substring(end)));
        }
        return key;
    }

    private static int length(String digits) {
        return digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }
}
