// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The units of claims that are read while they are made, as the costs page has them. */
@ExtendWith(LocalServer.class)
class LikelyDuplicatesBillTest {

    private static final int BATCH = 10;

    private final Metered bill;

    LikelyDuplicatesBillTest(LocalDynamoDb server) {
        bill = new Metered(server, "likely-bill", options -> options.groups(Runnable::run));
        new BatchScene(bill.store).claimed(1); // the first batch of a store also sends an update that changes nothing
    }

    @AfterEach
    void close() {
        assertThat(bill.meter.disagreements()).isEmpty();
        bill.client.close();
    }

    private Units claims(BatchScene batch, boolean areLikelyDuplicates) {
        List<ClaimRequest> requests = batch.requests(BATCH);
        return bill.cost(() -> batch.claimAll(
                areLikelyDuplicates
                        ? requests.stream().map(ClaimRequest::ofLikelyDuplicate).toList()
                        : requests));
    }

    private BatchScene completed() {
        BatchScene batch = new BatchScene(bill.store);
        batch.writeAll(BatchScene.completions(batch.claimed(BATCH), Scene.success(Scene.noise(100))));
        return batch;
    }

    private BatchScene released() {
        BatchScene batch = new BatchScene(bill.store);
        batch.writeAll(BatchScene.releases(batch.claimed(BATCH)));
        return batch;
    }

    private BatchScene inProgress() {
        BatchScene batch = new BatchScene(bill.store);
        batch.claimed(BATCH);
        return batch;
    }

    private static List<String> row(String path, Units plain, Units read) {
        return List.of(
                path,
                Long.toString(plain.writes()),
                Long.toString(plain.reads()),
                Long.toString(read.writes()),
                Long.toString(read.reads()));
    }

    @Test
    void onlyAWrongExpectationCostsARead() throws IOException {
        assertThat(CostsPage.table("Likely duplicates"))
                .containsExactly(
                        row("claims of 10 completed records", claims(completed(), false), claims(completed(), true)),
                        row(
                                "claims of 10 records in progress",
                                claims(inProgress(), false),
                                claims(inProgress(), true)),
                        row("claims of 10 released records", claims(released(), false), claims(released(), true)),
                        row(
                                "claims of 10 absent keys",
                                claims(new BatchScene(bill.store), false),
                                claims(new BatchScene(bill.store), true)));
    }
}
