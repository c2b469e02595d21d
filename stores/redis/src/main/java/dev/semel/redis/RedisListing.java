// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.IdempotencyRecord;
import dev.semel.store.ListingStore.Entry;
import dev.semel.store.ListingStore.Page;
import dev.semel.store.ListingStore.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pages of records, by {@code SCAN} of one primary after the other.
 *
 * <p>A step of {@code SCAN} may find more keys than a page has room for, and has no cursor between them. The step's
 * keys are then sorted, and the page's cursor names the last one that was shown: the next page takes the same step
 * again and continues behind that key.
 */
final class RedisListing {

    private static final int KEYS_PER_STEP = 250;
    private static final int KEYS_PER_PAGE = 10_000;
    private static final String START = "0";

    private final RedisConnector connector;
    private final String prefix;

    RedisListing(RedisConnector connector, String prefix) {
        this.connector = connector;
        this.prefix = prefix;
    }

    /** {@return the key of a record: the record id is its hash tag} */
    static String key(String prefix, String recordId) {
        return prefix + "{" + recordId + "}";
    }

    Page page(Query query, RedisCall call, Function<List<byte[]>, List<ScriptAnswer>> read) {
        Walk walk = new Walk(query, call);
        walk.go();
        List<byte[]> keys =
                walk.found.stream().map(id -> RedisTexts.bytes(key(prefix, id))).toList();
        List<Entry> entries = new ArrayList<>();
        List<ScriptAnswer> answers = keys.isEmpty() ? List.of() : read.apply(keys);
        for (int i = 0; i < answers.size(); i++) {
            IdempotencyRecord record = switch (answers.get(i)) {
                case ScriptAnswer.Decided decided -> RecordHash.decode(decided.hash());
                case ScriptAnswer.Failed failed -> throw failed.exception();
            };
            if (record != null) {
                entries.add(new Entry(walk.found.get(i), record));
            }
        }
        return new Page(entries, walk.cursor(), Math.max(walk.examined, entries.size()));
    }

    /** The steps of one page. */
    private final class Walk {

        private final Query query;
        private final RedisCall call;
        private final byte[] pattern;
        private final List<String> primaries;
        private final List<String> found = new ArrayList<>();
        private int primary;
        private String cursor = START;
        private String shown = "";
        private int examined;

        Walk(Query query, RedisCall call) {
            this.query = query;
            this.call = call;
            pattern = RedisTexts.bytes(escaped(prefix + "{" + query.recordIdPrefix()) + "*");
            primaries = asked(connector::primaries);
            if (!query.cursor().isEmpty()) {
                continueAt(query.cursor());
            }
        }

        /** The cursor of a page: primary, cursor of SCAN, last record id shown of that step; a bar between them. */
        private void continueAt(String from) {
            String[] parts = from.split("\\|", 3);
            primary = primaries.indexOf(parts[0]);
            if (parts.length < 3 || !parts[1].matches("[0-9]{1,20}")) {
                throw new IllegalArgumentException("cursor is not one of this store's pages");
            }
            if (primary < 0) {
                throw call.refused("the cursor's server is no primary any more; list again from the start");
            }
            cursor = parts[1];
            shown = parts[2];
        }

        String cursor() {
            return primary == primaries.size() ? "" : primaries.get(primary) + "|" + cursor + "|" + shown;
        }

        void go() {
            do {
                step();
            } while (primary < primaries.size()
                    && found.size() < query.limit()
                    && examined < KEYS_PER_PAGE
                    && call.hasHalf());
        }

        private void step() {
            KeyScan scan = asked(() -> connector.scan(primaries.get(primary), cursor, pattern, KEYS_PER_STEP, call));
            examined += KEYS_PER_STEP;
            TreeSet<String> ids = new TreeSet<>();
            scan.keys().stream().flatMap(key -> recordId(key).stream()).forEach(ids::add);
            for (String id : ids.tailSet(shown, false)) {
                if (found.size() == query.limit()) {
                    return; // the same step again, behind what was shown
                }
                found.add(id);
                shown = id;
            }
            shown = "";
            cursor = scan.cursor();
            if (cursor.equals(START)) {
                primary++;
            }
        }

        private <T> T asked(Supplier<T> question) {
            call.timeLeft(); // or its time is over
            try {
                return question.get();
            } catch (RefusedScanException e) {
                throw RefusedRequest.of(e.refusal(), call);
            } catch (RuntimeException e) {
                throw call.unavailable(e);
            }
        }
    }

    /** {@return the record id in a key; empty for a key of another program} */
    private Optional<String> recordId(byte[] key) {
        String text = RedisTexts.text(key);
        int start = prefix.length() + 1;
        return text.startsWith(prefix + "{") && text.endsWith("}") && text.length() > start
                ? Optional.of(text.substring(start, text.length() - 1))
                : Optional.empty();
    }

    /** {@return the text as a glob pattern that matches nothing else} */
    private static String escaped(String text) {
        StringBuilder pattern = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("*?[]\\^-".indexOf(c) >= 0) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.toString();
    }
}
