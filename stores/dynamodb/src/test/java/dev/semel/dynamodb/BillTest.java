// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteVerdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The units that each path is charged for, compared with the tables of {@code docs/reference/costs.md}; see {@link
 * UnitMeter}.
 */
@Tag("many-calls")
@ExtendWith(LocalServer.class)
class BillTest {

    private static final List<Integer> SIZES = List.of(100, 500, 1024, 4096, 10_240, 102_400, 358_400);
    private static final int BATCH = 10;

    private final Metered bill;

    BillTest(LocalDynamoDb server) {
        bill = new Metered(server, "bill-" + UUID.randomUUID(), UnaryOperator.identity());
    }

    @AfterEach
    void whatIsReportedIsWhatWasComputed() {
        bill.close();
        assertThat(bill.meter.disagreements()).isEmpty();
    }

    @Test
    void unitsOfFirstExecutionsAndDuplicates() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> duplicates = new ArrayList<>();
        for (int size : SIZES) {
            Scene scene = bill.event();
            PowertoolsCalls peer = bill.peerEvent();
            Units first = bill.cost(() -> Metered.execute(scene, result(size)));
            Units peerFirst = bill.cost(() -> {
                peer.claim();
                peer.complete("x".repeat(size));
            });
            rows.add(CostsPage.row("first execution", bytes(size), first, peerFirst, Units.NONE));
            Units duplicate = bill.cost(() -> Metered.duplicate(scene));
            Units refused = bill.cost(peer::duplicate);
            duplicates.add(CostsPage.row("duplicate", bytes(size), duplicate, refused, bill.cost(peer::read)));
        }
        rows.addAll(duplicates);
        assertThat(CostsPage.table("First executions and duplicates")).containsExactlyElementsOf(rows);
    }

    @Test
    void aDuplicateIsOneWriteUnitWhateverTheSize() {
        for (int size : SIZES) {
            Scene scene = bill.executed(result(size));
            assertThat(bill.cost(() -> Metered.duplicate(scene)).writes()).isEqualTo(1);
        }
    }

    @Test
    void unitsOfOtherPaths() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.addAll(failures());
        rows.addAll(takeOvers());
        rows.addAll(steps());
        rows.addAll(commits());
        assertThat(CostsPage.table("Other paths")).containsExactlyElementsOf(rows);
        assertThat(bill.meter.reported())
                .containsExactlyInAnyOrder("PutItem", "UpdateItem", "DeleteItem", "GetItem", "TransactWriteItems");
    }

    private List<List<String>> failures() {
        Scene failing = bill.event();
        Units failed = bill.cost(() -> Scene.applied(failing.release(idOf(failing), Certainty.UNKNOWN)));
        PowertoolsCalls peer = bill.peerEvent();
        Units peerFailed = bill.cost(() -> {
            peer.claim();
            peer.fail();
        });
        Scene last = bill.event();
        StoredResult refusal = new StoredResult.FinalFailure("OrderRefused", Scene.noise(100));
        Units stored = bill.cost(() -> Metered.execute(last, refusal));
        Units told = bill.cost(() -> Metered.duplicate(last));
        return List.of(
                CostsPage.row("a body that fails, and its release", failed, peerFailed),
                CostsPage.row("a final failure, stored", stored, null),
                CostsPage.row("its duplicate", told, null));
    }

    private List<List<String>> takeOvers() {
        Scene released = bill.released();
        Units takenOver = bill.cost(released::claimed);
        PowertoolsCalls peer = bill.peerEvent();
        Units peerClaim = bill.cost(peer::claim);
        Units held = bill.cost(
                () -> assertThat(released.claim(released.newId())).isInstanceOf(ClaimVerdict.InProgress.class));
        Units peerHeld = bill.cost(peer::duplicate);
        Scene expired = bill.executed(Scene.small());
        expired.now = expired.now.plus(Duration.ofDays(1));
        Units claimed = bill.cost(expired::claimed);
        Scene longer = bill.event();
        ClaimId id = idOf(longer);
        Units renewed = bill.cost(() -> Scene.applied(longer.renew(id, Duration.ofMinutes(2), Duration.ofHours(2))));
        Units parked = bill.cost(() -> Scene.applied(longer.quarantine(id)));
        Units found = bill.cost(longer::found);
        return List.of(
                CostsPage.row("a claim that takes over, after a release or a lapsed lease", takenOver, peerClaim),
                CostsPage.row("a duplicate while the first is in progress", held, peerHeld),
                CostsPage.row("a claim once the window is over, before the purge", claimed, peerClaim),
                CostsPage.row("a renewal", renewed, null),
                CostsPage.row("a quarantine", parked, null),
                CostsPage.row("a look at a record (`find`)", found, null));
    }

    private List<List<String>> steps() {
        Scene scene = bill.event();
        ClaimId id = idOf(scene);
        Units small = bill.cost(() -> Scene.applied(scene.checkpoint(id, "charge", Scene.noise(100))));
        Units large = bill.cost(() -> Scene.applied(scene.checkpoint(id, "invoice", Scene.noise(10_240))));
        Scene other = bill.event();
        ClaimId its = idOf(other);
        Units inTransaction = bill.cost(() -> Scene.applied(bill.checkpointWithEffect(other, its)));
        Units completed = bill.cost(() -> Scene.applied(scene.complete(id, Scene.small())));
        assertThat(completed).isEqualTo(new Units(1, 0));
        return List.of(
                CostsPage.row("a step with a value of 100 bytes", small, null),
                CostsPage.row("a step with a value of 10 KB", large, null),
                CostsPage.row("a transactional step with a write of one unit", inTransaction, null));
    }

    private List<List<String>> commits() {
        Scene scene = bill.event();
        Units committed = bill.cost(() -> bill.commit(scene, Scene.small()));
        Units again = bill.cost(() -> bill.commitAgain(scene, Scene.small()));
        PowertoolsCalls peer = bill.peerEvent();
        Units peerFirst = bill.cost(() -> {
            peer.claim();
            bill.effectOutside(scene);
            peer.complete("x");
        });
        Units peerAgain = bill.cost(peer::duplicate);
        Scene large = bill.event();
        Units largeCommitted = bill.cost(() -> bill.commit(large, result(102_400)));
        Units largeAgain = bill.cost(() -> bill.commitAgain(large, result(102_400)));
        PowertoolsCalls largePeer = bill.peerEvent();
        Units largePeerFirst = bill.cost(() -> {
            largePeer.claim();
            bill.effectOutside(large);
            largePeer.complete("x".repeat(102_400));
        });
        Units largePeerAgain = bill.cost(largePeer::duplicate);
        return List.of(
                CostsPage.row("a transactional commit with a write of one unit", committed, peerFirst),
                CostsPage.row("its duplicate", again, peerAgain),
                CostsPage.row("such a commit with a result of 100 KB", largeCommitted, largePeerFirst),
                CostsPage.row("its duplicate", largeAgain, largePeerAgain));
    }

    @Test
    void unitsOfBatches() throws IOException {
        Units peerFirst = peerFirst(100).times(BATCH);
        Units peerLarge = peerFirst(102_400).times(BATCH);
        Units peerSmallAgain = new Units(BATCH, 0);
        Units peerLargeAgain = new Units(peerDuplicate(102_400).writes() * BATCH, 0);
        Units firstOfAStore = bill.cost(() -> new BatchScene(bill.store).claimed(1));
        assertThat(firstOfAStore).isEqualTo(new Units(2, 0)); // one for the update that changes nothing, once per store
        BatchScene small = new BatchScene(bill.store);
        Units fresh = bill.cost(() -> execute(small, result(100)));
        Units duplicates = bill.cost(() -> duplicates(small, result(100)));
        BatchScene large = new BatchScene(bill.store);
        Units largeFresh = bill.cost(() -> execute(large, result(102_400)));
        Units largeDuplicates = bill.cost(() -> duplicates(large, result(102_400)));
        Units takenOver = takeOverOfABatch();
        assertThat(CostsPage.table("Batches of ten"))
                .containsExactly(
                        CostsPage.row("10 fresh", fresh, peerFirst),
                        CostsPage.row("10 duplicates", duplicates, peerSmallAgain),
                        CostsPage.row("5 fresh and 5 duplicates", mixedBatch(), new Units(15, 0)),
                        CostsPage.row("10 fresh, results of 100 KB", largeFresh, peerLarge),
                        CostsPage.row("10 duplicates, results of 100 KB", largeDuplicates, peerLargeAgain),
                        CostsPage.row("the claims of 10 that were released", takenOver, peerSmallAgain));
        assertThat(bill.meter.reported()).contains("BatchGetItem").doesNotContain("BatchExecuteStatement");
    }

    private Units peerFirst(int size) {
        PowertoolsCalls peer = bill.peerEvent();
        return bill.cost(() -> {
            peer.claim();
            peer.complete("x".repeat(size));
        });
    }

    private Units peerDuplicate(int size) {
        PowertoolsCalls peer = bill.peerEvent();
        peer.claim();
        peer.complete("x".repeat(size));
        return bill.cost(peer::duplicate);
    }

    private static void execute(BatchScene batch, StoredResult result) {
        batch.writeAll(BatchScene.completions(batch.claimed(BATCH), result));
    }

    private static void duplicates(BatchScene batch, StoredResult result) {
        BatchScene.expectAllDone(batch.claimAll(batch.requests(BATCH)), result);
    }

    private Units mixedBatch() {
        BatchScene batch = new BatchScene(bill.store);
        batch.writeAll(BatchScene.completions(batch.claimed(BATCH / 2), result(100)));
        return bill.cost(() -> {
            List<ClaimRequest> requests = batch.requests(BATCH);
            batch.claimAll(requests);
            List<ClaimRequest> fresh = requests.subList(BATCH / 2, BATCH);
            assertThat(batch.writeAll(BatchScene.completions(fresh, result(100))))
                    .allMatch(WriteVerdict.Applied.class::isInstance);
        });
    }

    private Units takeOverOfABatch() {
        BatchScene batch = new BatchScene(bill.store);
        batch.writeAll(BatchScene.releases(batch.claimed(BATCH)));
        return bill.cost(() -> batch.claimed(BATCH));
    }

    private static ClaimId idOf(Scene scene) {
        return scene.claimed().claim().id();
    }

    private static StoredResult result(int size) {
        return Scene.success(Scene.noise(size));
    }

    private static String bytes(int size) {
        return size < 1024 ? size + " bytes" : size / 1024 + " KB";
    }
}
