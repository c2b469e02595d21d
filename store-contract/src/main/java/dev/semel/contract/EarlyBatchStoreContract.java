// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.EarlyBatchStore.EarlyAnswers;
import java.util.List;
import java.util.Optional;

/**
 * The contract of an {@link EarlyBatchStore}: that of a {@link BatchStoreContract}, with claims whose first answers
 * come early. Extend it with the one method.
 */
public abstract class EarlyBatchStoreContract extends BatchStoreContract {

    /** Creates a contract; JUnit creates one for each test. */
    protected EarlyBatchStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract EarlyBatchStore store();

    @Override
    final List<BatchAnswer<ClaimVerdict>> answers(List<ClaimRequest> requests) {
        EarlyAnswers answers = store().claimAllEarly(requests, call());
        List<Optional<BatchAnswer<ClaimVerdict>>> known = List.copyOf(answers.known());
        assertThat(known).as("one place for each request").hasSameSizeAs(requests);
        List<BatchAnswer<ClaimVerdict>> all = List.copyOf(answers.all());
        assertThat(answers.isComplete()).as("complete after all()").isTrue();
        assertThat(answers.all()).as("all() once more").isEqualTo(all);
        assertThat(answers.known()).as("known() never changes").isEqualTo(known);
        for (int i = 0; i < requests.size(); i++) {
            if (known.get(i).isPresent()) {
                assertThat(all.get(i))
                        .as("an early answer stays")
                        .isEqualTo(known.get(i).get());
            }
        }
        return all;
    }
}
