// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.store.ListingStore;
import dev.semel.store.ListingStore.Entry;
import dev.semel.store.ListingStore.Page;
import dev.semel.store.ListingStore.Query;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link ListingStore} beyond the {@link StoreContract}: it lists every record whose id has the
 * prefix, and no other. Extend it with the one method.
 */
public abstract class ListingStoreContract extends ContractRules {

    private final String run = UUID.randomUUID().toString();

    /** Creates a contract; JUnit creates one for each test. */
    protected ListingStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract ListingStore store();

    @Test
    void S8_aListShowsEveryRecordOfItsPrefix() {
        Map<String, IdempotencyRecord> expected = claimSome(run, "charge", "a", "b", "c");
        assertThat(listed(run + "/charge/", 100)).isEqualTo(expected);
    }

    @Test
    void S8_aListShowsNoOtherRecord() {
        claimSome(run, "charge", "a");
        claimSome(run, "charges", "b");
        claimSome(run + "x", "charge", "c");
        assertThat(listed(run + "/charge/", 100)).containsOnlyKeys(run + "/charge/a");
    }

    @Test
    void S8_aPrefixIsWhereIdsStart() {
        claimSome(run, "charge", "a");
        claimSome("x", run, "charge"); // x/run/charge
        assertThat(listed(run + "/ch", 100)).containsOnlyKeys(run + "/charge/a");
    }

    @Test
    void S8_aListOfNothingIsEmpty() {
        assertThat(listed(run + "/nobody/", 10)).isEmpty();
    }

    @Test
    void S8_pagesShowEveryRecordOnce() {
        Map<String, IdempotencyRecord> expected = claimSome(run, "charge", "a", "b", "c", "d", "e", "f", "g");
        for (int limit : new int[] {1, 2, 3, 7, 8}) {
            assertThat(listed(run + "/charge/", limit)).isEqualTo(expected);
        }
    }

    @Test
    void S8_aPageHoldsNoMoreThanItsLimit() {
        claimSome(run, "charge", "a", "b", "c");
        Page page = store().list(new Query(run + "/charge/", 2, ""), call());
        assertThat(page.entries()).hasSizeLessThanOrEqualTo(2);
        assertThat(page.cursor()).isNotEmpty();
    }

    @Test
    void S8_noCharacterOfAPrefixIsAPattern() {
        claimSome(run, "charge", "a_b", "a%b", "a*b", "a?b", "a[b", "a\\b", "axb");
        assertThat(listed(run + "/charge/a_", 100)).containsOnlyKeys(run + "/charge/a_b");
        assertThat(listed(run + "/charge/a%", 100)).containsOnlyKeys(run + "/charge/a%25b");
        assertThat(listed(run + "/charge/a*", 100)).containsOnlyKeys(run + "/charge/a*b");
        assertThat(listed(run + "/charge/a?", 100)).containsOnlyKeys(run + "/charge/a?b");
        assertThat(listed(run + "/charge/a[", 100)).containsOnlyKeys(run + "/charge/a[b");
        assertThat(listed(run + "/charge/a\\", 100)).containsOnlyKeys(run + "/charge/a\\b");
    }

    @Test
    void S8_aPageCountsTheRecordsThatItLookedAt() {
        claimSome(run, "charge", "a", "b");
        Page page = store().list(new Query(run + "/charge/", 10, ""), call());
        assertThat(page.examined()).isGreaterThanOrEqualTo(page.entries().size());
    }

    @Test
    void S8_everyStateIsListedAsItIsFound() {
        Map<String, IdempotencyRecord> expected = new HashMap<>();
        for (String value : new String[] {"completed", "released", "quarantined", "in progress"}) {
            IdempotencyKey each = new IdempotencyKey(run, "charge", value);
            ClaimId id = newId();
            store().claim(claimRequest(each, id, PAYLOAD), call());
            switch (value) {
                case "completed" -> store().complete(new WriteRequest.Complete(each, id, RESULT, WINDOW), call());
                case "released" -> store().release(new WriteRequest.Release(each, id, Certainty.UNKNOWN), call());
                case "quarantined" -> store().quarantine(new WriteRequest.Quarantine(each, id, "no answer"), call());
                default -> {}
            }
            expected.put(each.recordId(), store().find(each, call()).orElseThrow());
        }
        assertThat(listed(run + "/charge/", 3)).isEqualTo(expected);
    }

    @Test
    void S13_caseMattersInAPrefix() {
        claimSome(run, "charge", "Order", "order");
        assertThat(listed(run + "/charge/O", 100)).containsOnlyKeys(run + "/charge/Order");
    }

    @Test
    void S9_anExpiredRecordIsListedAsLongAsItIsThere() {
        IdempotencyRecord completed = completed();
        at(WINDOW_END);
        assertThat(listed(key.recordId(), 10)).containsExactly(Map.entry(key.recordId(), completed));
    }

    @Test
    void S8_theEmptyPrefixListsAll() {
        claimSome(run, "charge", "a");
        assertThat(listed("", 1000)).containsKey(run + "/charge/a");
    }

    private Map<String, IdempotencyRecord> claimSome(String tenant, String scope, String... values) {
        Map<String, IdempotencyRecord> claims = new HashMap<>();
        for (String value : values) {
            IdempotencyKey each = new IdempotencyKey(tenant, scope, value);
            ClaimVerdict.Claimed claimed =
                    (ClaimVerdict.Claimed) store().claim(claimRequest(each, newId(), PAYLOAD), call());
            claims.put(each.recordId(), claimed.record());
        }
        return claims;
    }

    /** Reads all pages, and expects that each page continues after the end of the previous one. */
    private Map<String, IdempotencyRecord> listed(String prefix, int limit) {
        Map<String, IdempotencyRecord> byId = new HashMap<>();
        Optional<Query> next = Optional.of(new Query(prefix, limit, ""));
        while (next.isPresent()) {
            Query query = next.get();
            Page page = store().list(query, call());
            assertThat(page.cursor().isEmpty() || !page.cursor().equals(query.cursor()))
                    .as("a page that more follow moves the cursor")
                    .isTrue();
            for (Entry entry : page.entries()) {
                assertThat(byId.put(entry.recordId(), entry.record()))
                        .as("%s on an earlier page", entry.recordId())
                        .isNull();
            }
            next = page.next(query);
        }
        return byId;
    }
}
