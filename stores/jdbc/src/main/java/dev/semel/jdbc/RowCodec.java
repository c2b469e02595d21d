// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.ResultDigest;
import dev.semel.model.StoredResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mapping of records to rows, format version 1; pinned by golden rows. */
final class RowCodec {

    static final int FORMAT = 1;

    private RowCodec() {}

    // ---- rows to records ----

    /**
     * {@return the record in the present row} Anything that this version would not have written is unreadable (S12).
     */
    static IdempotencyRecord decode(ResultSet row) throws SQLException {
        int format = row.getInt("format");
        if (format != FORMAT) {
            return new Unreadable("format version " + format);
        }
        try {
            return decodeKnown(row);
        } catch (IllegalArgumentException | NullPointerException | DateTimeException | ArithmeticException e) {
            return new Unreadable("its columns contradict each other");
        }
    }

    private static IdempotencyRecord decodeKnown(ResultSet row) throws SQLException {
        Claim claim = new Claim(
                new ClaimId(row.getString("claim_id")),
                row.getLong("fence"),
                row.getInt("attempt"),
                row.getLong("generation"),
                Instant.ofEpochMilli(row.getLong("claimed_at")),
                AsciiText.unescape(row.getString("source")));
        Fingerprint fingerprint =
                new Fingerprint(row.getString("algorithm"), AsciiText.unescape(row.getString("fingerprint")));
        long revision = row.getLong("revision");
        List<RecoveryPoint> points = PointLines.points(row.getString("points"));
        String state = row.getString("state");
        return switch (state) {
            case "IN_PROGRESS" ->
                new InProgress(
                        claim,
                        fingerprint,
                        revision,
                        certainty(row),
                        moment(row, "lease_until"),
                        moment(row, "ends_at"),
                        points);
            case "RELEASED" ->
                new Released(
                        claim,
                        fingerprint,
                        revision,
                        certainty(row),
                        moment(row, "state_at"),
                        moment(row, "ends_at"),
                        points);
            case "COMPLETED" ->
                new Completed(
                        claim, fingerprint, revision, result(row), moment(row, "state_at"), moment(row, "ends_at"));
            case "QUARANTINED" ->
                new Quarantined(
                        claim,
                        fingerprint,
                        revision,
                        AsciiText.unescape(row.getString("detail")),
                        moment(row, "state_at"),
                        points);
            default -> new Unreadable("state '" + state + "'");
        };
    }

    private static Certainty certainty(ResultSet row) throws SQLException {
        return Certainty.valueOf(row.getString("certainty"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        if (row.wasNull()) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return Instant.ofEpochMilli(millis);
    }

    private static StoredResult result(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("result");
        Blob value = bytes == null ? null : Blob.of(bytes);
        String detail = row.getString("detail");
        ResultDigest digest = new ResultDigest(row.getString("result_digest"));
        StoredResult result = switch (row.getString("result_kind")) {
            case "SUCCESS" -> new StoredResult.Success(value);
            case "FAILURE" -> new StoredResult.FinalFailure(AsciiText.unescape(detail), value);
            case "MISSING" -> new StoredResult.Missing(AsciiText.unescape(detail), digest);
            default -> throw new IllegalArgumentException("result_kind is unknown");
        };
        // S12: a result whose bytes were changed or lost is reported, never replayed and never re-executed
        return result.digest().equals(digest)
                ? result
                : new StoredResult.Missing("its bytes do not match its digest", digest);
    }

    // ---- requests and records to rows ----

    /** {@return the row that a claim inserts} */
    static SqlValues claim(String id, ClaimRequest request) {
        return withoutResult(new SqlValues())
                .text("record_id", id)
                .text("state", "IN_PROGRESS")
                .text("claim_id", request.claimId().value())
                .text("source", AsciiText.escape(request.source()))
                .text("algorithm", request.fingerprint().algorithm())
                .text("fingerprint", AsciiText.escape(request.fingerprint().value()))
                .text("certainty", Certainty.NOT_STARTED.name())
                .number("lease_ms", millis(request.lease()))
                .number("keep_ms", millis(request.retention()));
    }

    /** {@return the whole row of a record} */
    static SqlValues record(String id, Known record) {
        Claim claim = record.claim();
        SqlValues row = new SqlValues()
                .text("record_id", id)
                .number("format", (long) FORMAT)
                .number("revision", record.revision())
                .text("claim_id", claim.id().value())
                .number("fence", claim.fence())
                .number("attempt", (long) claim.attempt())
                .number("generation", claim.generation())
                .number("claimed_at", claim.claimedAt().toEpochMilli())
                .text("source", AsciiText.escape(claim.source()))
                .text("algorithm", record.fingerprint().algorithm())
                .text("fingerprint", AsciiText.escape(record.fingerprint().value()));
        return state(row, record);
    }

    private static SqlValues state(SqlValues row, Known record) {
        return switch (record) {
            case InProgress live ->
                withoutResult(state(row, "IN_PROGRESS", null, live.retainedUntil(), live.recoveryPoints()))
                        .text("certainty", live.earlier().name())
                        .number("lease_until", live.leaseExpiresAt().toEpochMilli());
            case Released released ->
                withoutResult(state(
                                row,
                                "RELEASED",
                                released.releasedAt(),
                                released.retainedUntil(),
                                released.recoveryPoints()))
                        .text("certainty", released.certainty().name())
                        .number("lease_until", null);
            case Completed completed ->
                withResult(
                                state(row, "COMPLETED", completed.completedAt(), completed.windowEndsAt(), List.of()),
                                completed.result())
                        .text("certainty", null)
                        .number("lease_until", null);
            case Quarantined parked ->
                withoutResult(state(row, "QUARANTINED", parked.quarantinedAt(), null, parked.recoveryPoints()))
                        .text("certainty", null)
                        .number("lease_until", null)
                        .text("detail", AsciiText.escape(parked.reason()));
        };
    }

    private static SqlValues state(
            SqlValues row, String state, @Nullable Instant at, @Nullable Instant end, List<RecoveryPoint> points) {
        return row.text("state", state)
                .number("state_at", at == null ? null : at.toEpochMilli())
                .number("ends_at", end == null ? null : end.toEpochMilli())
                .text("points", PointLines.of(points));
    }

    private static SqlValues withoutResult(SqlValues row) {
        return row.text("result_kind", null)
                .text("result_digest", null)
                .bytes("result", null)
                .text("detail", null);
    }

    static SqlValues withResult(SqlValues row, StoredResult result) {
        row.text("result_digest", result.digest().value());
        return switch (result) {
            case StoredResult.Success success ->
                row.text("result_kind", "SUCCESS")
                        .bytes("result", success.value())
                        .text("detail", null);
            case StoredResult.FinalFailure failure ->
                row.text("result_kind", "FAILURE")
                        .bytes("result", failure.value())
                        .text("detail", AsciiText.escape(failure.type()));
            case StoredResult.Missing missing ->
                row.text("result_kind", "MISSING")
                        .bytes("result", null)
                        .text("detail", AsciiText.escape(missing.reason()));
        };
    }

    /** {@return the length in milliseconds, rounded up} */
    static long millis(Duration length) {
        long millis = length.toMillis();
        return length.minusMillis(millis).isZero() ? millis : millis + 1;
    }
}
