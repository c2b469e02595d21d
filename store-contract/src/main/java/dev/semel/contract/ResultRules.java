// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules of bytes and texts, which come back unchanged: S10. */
abstract class ResultRules extends ContractRules {

    private static final String AWKWARD =
            "Grüße, \uD83D\uDE00, e\u0301 or \u00e9, \u0001\t\r\n\u2028\uFEFF\uFFFE, '\"\\{}%";

    @Test
    void S10_aResultThatIsNullComesBack() {
        expectKept(new StoredResult.Success(null));
    }

    @Test
    void S10_aResultOfNoBytesComesBackAndIsNotNull() {
        expectKept(new StoredResult.Success(Blob.of(new byte[0])));
    }

    @Test
    void S10_everyByteValueComesBack() {
        expectKept(new StoredResult.Success(Blob.of(everyByte())));
    }

    @Test
    void S10_aSingleZeroByteComesBack() {
        expectKept(new StoredResult.Success(Blob.of(new byte[1])));
    }

    @Test
    void S10_jsonComesBackWithItsSpacesNumbersAndOrder() {
        expectKept(new StoredResult.Success(Blob.utf8(" {\"b\": 1.0,\"a\":9007199254740993 ,\"a\":1e2}\n")));
    }

    @Test
    void S10_awkwardTextComesBack() {
        expectKept(new StoredResult.Success(Blob.utf8(AWKWARD + "\0")));
    }

    @Test
    void S10_aFinalFailureComesBack() {
        expectKept(new StoredResult.FinalFailure("card.declined", Blob.utf8("insufficient funds")));
    }

    @Test
    void S10_aFinalFailureWithoutValueComesBack() {
        expectKept(new StoredResult.FinalFailure("card.declined", null));
    }

    @Test
    void S10_aFinalFailureOfNoBytesComesBack() {
        expectKept(new StoredResult.FinalFailure(AWKWARD, Blob.of(new byte[0])));
    }

    @Test
    void S10_aResultThatIsNotKeptIsReportedAsMissing() {
        expectKept(new StoredResult.Missing("not kept by policy", RESULT.digest()));
    }

    @Test
    void S10_successAndFailureOfTheSameBytesDiffer() {
        StoredResult failure = new StoredResult.FinalFailure("declined", ((StoredResult.Success) RESULT).value());
        ClaimId id = newId();
        claimed(id);
        Completed completed = completed(id, RESULT);
        expectFenced(complete(id, failure), completed);
    }

    @Test
    void S10_nullAndNoBytesDiffer() {
        ClaimId id = newId();
        claimed(id);
        Completed completed = completed(id, new StoredResult.Success(null));
        expectFenced(complete(id, new StoredResult.Success(Blob.of(new byte[0]))), completed);
    }

    @Test
    void S10_textOf200KilobytesComesBack() {
        expectKept(new StoredResult.Success(
                Blob.utf8("{\"line\":\"forty characters of a long receipt\"}".repeat(200_000 / 45))));
    }

    @Test
    void S10_300KilobytesOfNoiseComeBack() {
        expectKept(new StoredResult.Success(Blob.of(noise(300_000))));
    }

    @Test
    void S10_whatIsTooLargeIsRefusedWithTheClaimIntact() {
        ClaimId id = newId();
        InProgress mine = claimed(id);
        StoredResult large = new StoredResult.Success(Blob.of(noise(2_000_000)));
        try {
            assertThat(completed(id, large).result()).isEqualTo(large);
            assertThat(found())
                    .extracting(record -> ((Completed) record).result())
                    .isEqualTo(large);
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE);
            assertThat(found()).isEqualTo(mine);
            assertThat(completed(id, RESULT)).isEqualTo(found());
        }
    }

    @Test
    void S10_aLargeResultIsResolvedIntoAQuarantinedRecord() {
        StoredResult large = new StoredResult.Success(Blob.of(noise(300_000)));
        ClaimId id = newId();
        claimed(id);
        quarantined(id);
        Completed resolved = (Completed) applied(resolve(id, withResult(large)));
        assertThat(resolved.result()).isEqualTo(large);
        assertThat(found()).isEqualTo(resolved);
    }

    @Test
    void S10_aFingerprintComesBackWhateverItsAlgorithm() {
        Fingerprint longest = new Fingerprint("a0._-".repeat(6) + "zz", "=/+ é~".repeat(21));
        ClaimVerdict verdict = claim(newId(), longest);
        assertThat(((ClaimVerdict.Claimed) verdict).record().fingerprint()).isEqualTo(longest);
        assertThat(((InProgress) found()).fingerprint()).isEqualTo(longest);
    }

    @Test
    void S10_aSourceComesBackEmptyOrAwkward() {
        for (String source : new String[] {"", AWKWARD}) {
            ClaimRequest request = new ClaimRequest(
                    freshKey("source of " + source.length()),
                    newId(),
                    PAYLOAD,
                    FingerprintPolicy.REFUSE_INCOMPARABLE,
                    LEASE,
                    RETENTION,
                    source);
            ClaimVerdict verdict = store().claim(request, call());
            assertThat(((ClaimVerdict.Claimed) verdict).record().claim().source())
                    .isEqualTo(source);
            assertThat(store().find(request.key(), call())).hasValue(((ClaimVerdict.Claimed) verdict).record());
        }
    }

    @Test
    void S10_aQuarantineReasonComesBack() {
        ClaimId id = newId();
        claimed(id);
        WriteVerdict verdict = store().quarantine(new WriteRequest.Quarantine(key, id, AWKWARD), call());
        assertThat(applied(verdict)).isEqualTo(found()).hasFieldOrPropertyWithValue("reason", AWKWARD);
    }

    /** Stores a result, and expects it in every answer that shows it. */
    private void expectKept(StoredResult result) {
        ClaimId id = newId();
        claimed(id);
        Completed completed = completed(id, result);
        assertThat(completed.result()).isEqualTo(result);
        assertThat(found()).isEqualTo(completed);
        assertThat(claim(newId())).isEqualTo(new ClaimVerdict.Completed(completed));
        assertThat(applied(complete(id, result))).isEqualTo(completed);
    }

    static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** {@return bytes that no compression shortens, the same bytes each time} */
    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
