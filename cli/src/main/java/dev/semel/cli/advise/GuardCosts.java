// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

/**
 * Write and read units of a form, by docs/reference/costs.md: beyond those of the effects themselves.
 *
 * @param writes write units a month
 * @param reads read units a month
 */
record GuardCosts(long writes, long reads) {

    private static final int WRITE_UNIT = 1_024;
    private static final int READ_UNIT = 4_096;

    /** Length of a usual record id, such as that of a UUID under the name of an operation. */
    private static final int RECORD_ID = 40;

    /** Bytes of a side item besides its id and content, and of the largest result in a record besides the id. */
    private static final int SIDE_ITEM = 96;

    private static final int LARGEST_IN_RECORD = 663;

    static GuardCosts of(AdvisedFunction function) {
        long repeated = function.repeated();
        long first = function.events() - repeated;
        int side = sideBytes(function.result());
        long writesOfResult = units(side, WRITE_UNIT);
        long readsOfResult = units(side, READ_UNIT);
        long ownWrites = function.effects().stream()
                .filter(effect -> effect == EffectKind.ITEM || effect == EffectKind.UPDATE)
                .count();
        return switch (GuardForm.of(function.effects())) {
            case NOTHING, SQL_TRANSACTION -> new GuardCosts(0, 0);
            case PUT_ONCE -> new GuardCosts(repeated, 0);
            case CLAIM -> new GuardCosts(first * (2 + writesOfResult) + repeated, repeated * readsOfResult);
            case TRANSACTION -> {
                long commit = 2 * (1 + ownWrites) + writesOfResult;
                yield new GuardCosts(first * (commit - ownWrites) + repeated * commit, repeated * readsOfResult);
            }
        };
    }

    /** {@return the bytes of the item beside the record; 0 if the result fits the record} */
    private static int sideBytes(int result) {
        return result + RECORD_ID <= LARGEST_IN_RECORD ? 0 : SIDE_ITEM + RECORD_ID + result;
    }

    private static long units(int bytes, int unit) {
        return ((long) bytes + unit - 1) / unit;
    }
}
