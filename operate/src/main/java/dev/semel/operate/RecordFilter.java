// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.PrintableText;
import dev.semel.store.ListingStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A selection of records. Tenant and operation together narrow what a store reads; everything else is compared after
 * reading.
 *
 * @param tenant the tenant, empty text for keys without one; empty for all
 * @param operation the name of the operation; empty for all
 * @param situations the situations; empty for all
 * @param minimumAge the least time since the claim; zero for all
 */
public record RecordFilter(
        Optional<String> tenant, Optional<String> operation, Set<Situation> situations, Duration minimumAge) {

    /** Copies the situations; validates the age. */
    public RecordFilter {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(operation, "operation");
        situations = Set.copyOf(situations);
        if (minimumAge.isNegative()) {
            throw new IllegalArgumentException("minimumAge must not be negative, is " + minimumAge);
        }
        if (operation.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("operation is empty");
        }
    }

    /** {@return the filter that leaves every record} */
    public static RecordFilter all() {
        return new RecordFilter(Optional.empty(), Optional.empty(), Set.of(), Duration.ZERO);
    }

    /**
     * {@return this filter for some situations}
     *
     * @param chosen the situations; empty for all
     */
    public RecordFilter in(Set<Situation> chosen) {
        return new RecordFilter(tenant, operation, chosen, minimumAge);
    }

    ListingStore.Query query(int limit, String cursor) {
        String prefix = tenant.map(name -> RecordIdParts.prefix(name, operation.orElse(null)))
                .orElse("");
        return new ListingStore.Query(prefix, limit, cursor);
    }

    boolean matches(Explanation explanation) {
        return (situations.isEmpty() || situations.contains(explanation.situation()))
                && (operation.isEmpty()
                        || RecordIdParts.isOf(
                                operation.get(), explanation.name().recordId()))
                && isOldEnough(explanation);
    }

    private boolean isOldEnough(Explanation explanation) {
        return minimumAge.isZero()
                || explanation
                        .known()
                        .map(known ->
                                !known.claim().claimedAt().plus(minimumAge).isAfter(explanation.now()))
                        .orElse(false);
    }

    /** Shows names in printable ASCII. */
    @Override
    public String toString() {
        return PrintableText.shown("RecordFilter[" + operation.orElse("every operation") + ", tenant "
                + tenant.orElse("any") + ", " + situations + ", " + minimumAge + "]");
    }
}
