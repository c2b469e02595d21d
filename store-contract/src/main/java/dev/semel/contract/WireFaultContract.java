// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract of a store whose database is reached over a network that loses requests and replies. A loss is never
 * taken for a refusal: it is {@link StoreException.Reason#UNAVAILABLE}, and the same call once more is answered as if
 * nothing had been lost (S6). Random histories are repeated call by call until they are answered, and compared with the
 * protocol after each step.
 *
 * <p>For stores whose client speaks to a port, without encryption. The client must not repeat calls endlessly itself.
 */
public abstract class WireFaultContract {

    private static final long FIRST_SEED = 42;
    private static final int HISTORIES = 12;
    private static final int STEPS = 40;
    private static final double SHARE = 0.1;

    /** Creates a contract. */
    protected WireFaultContract() {}

    /** {@return the port of the database's server on loopback} */
    protected abstract int serverPort();

    /**
     * {@return a store that decides with the caller's clock, over connections of its own}
     *
     * @param port the port to connect to on loopback: that of a {@link LosingProxy}
     */
    protected abstract IdempotencyStore connect(int port);

    /** Closes the connections of the store that {@link #connect} returned last. */
    protected abstract void disconnect();

    /**
     * Deletes the key's record physically, as in {@link StoreContract}; not through the proxy.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected abstract void purge(IdempotencyKey key, Instant now);

    @Test
    final void S6_callsThatAreRepeatedUntilTheyAreAnsweredAreAnsweredAsIfNothingHadBeenLost() {
        try (LosingProxy proxy = LosingProxy.before(serverPort(), new Random(FIRST_SEED))) {
            RepeatingStore store = new RepeatingStore(connect(proxy.port()));
            SequentialCheck check = new SequentialCheck(Subject.of(store, this::purge));
            proxy.loseShare(SHARE);
            for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
                check.check(new HistoryGenerator(seed, store.abilities()).history(STEPS));
            }
            proxy.loseShare(0);
            assertThat(store.repeated()).as("calls that were lost and repeated").isGreaterThan(HISTORIES * STEPS / 20);
        } finally {
            disconnect();
        }
    }

    @Test
    final void S6_aClaimAndACompletionWithoutAReplyAreUnavailableAndStand() {
        try (LosingProxy proxy = LosingProxy.before(serverPort(), new Random(FIRST_SEED))) {
            IdempotencyStore store = connect(proxy.port());
            UUID run = UUID.randomUUID();
            IdempotencyKey key = IdempotencyKey.of("wire-" + run, "order-1");
            CountingClaimIds ids = CountingClaimIds.ofSeries(run.getMostSignificantBits());
            ClaimRequest claim = ContractRules.claimRequest(key, ids.next(), ContractRules.PAYLOAD);
            WriteRequest.Complete completion =
                    new WriteRequest.Complete(key, claim.claimId(), ContractRules.RESULT, ContractRules.WINDOW);
            StoreCall call = ContractRules.callAt(ContractRules.START);
            tryEachCallOnce(store, run, call);
            expectUnavailable(proxy, () -> store.claim(claim, call));
            assertThat(store.claim(other(key, ids), call)).isInstanceOf(ClaimVerdict.InProgress.class);
            assertThat(store.claim(claim, call)).isInstanceOf(ClaimVerdict.Claimed.class);
            expectUnavailable(proxy, () -> store.complete(completion, call));
            assertThat(store.claim(other(key, ids), call)).isInstanceOf(ClaimVerdict.Completed.class);
            assertThat(store.complete(completion, call)).isInstanceOf(WriteVerdict.Applied.class);
        } finally {
            disconnect();
        }
    }

    /** Lets a client connect, and a server learn the texts of the calls. */
    private static void tryEachCallOnce(IdempotencyStore store, UUID run, StoreCall call) {
        IdempotencyKey key = IdempotencyKey.of("wire-" + run, "order-0");
        CountingClaimIds ids = CountingClaimIds.ofSeries(run.getLeastSignificantBits());
        ClaimRequest claim = other(key, ids);
        store.claim(claim, call);
        store.complete(
                new WriteRequest.Complete(key, claim.claimId(), ContractRules.RESULT, ContractRules.WINDOW), call);
        store.find(key, call);
    }

    private static ClaimRequest other(IdempotencyKey key, CountingClaimIds ids) {
        return ContractRules.claimRequest(key, ids.next(), ContractRules.PAYLOAD);
    }

    private static void expectUnavailable(LosingProxy proxy, Runnable call) {
        proxy.loseReplies(1);
        StoreException failure = catchThrowableOfType(StoreException.class, call::run);
        assertThat(failure.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
    }
}
