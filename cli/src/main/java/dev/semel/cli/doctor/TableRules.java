// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/** Rules of the table of records. */
final class TableRules {

    /** Attribute of a record that TTL deletes by; docs/spec.md. */
    private static final String EXPIRATION = "expiration";

    private final DoctorOptions options;
    private final Examination examination;

    TableRules(DoctorOptions options, Examination examination) {
        this.options = options;
        this.examination = examination;
    }

    void check(DeploymentModel deployment) {
        if (deployment.tables().isEmpty() && !deployment.tableElsewhere()) {
            examination.report(FindingKind.NO_TABLE, "the deployment", "");
        }
        deployment.tables().forEach(this::check);
    }

    private void check(RecordTable table) {
        String place = table.place();
        examination.ask(table.keyName(), "key of " + place, name -> checkKey(place, name, table.keyType()));
        examination.ask(table.ttlAttribute(), "TTL of " + place, attribute -> {
            if (attribute.isEmpty()) {
                examination.report(FindingKind.NO_TTL, place, "");
            } else if (!attribute.equals(EXPIRATION)) {
                examination.report(FindingKind.OTHER_TTL_ATTRIBUTE, place, "it is '" + attribute + "'");
            }
        });
        examination.require(table.recovery(), FindingKind.NO_RECOVERY, place);
        examination.require(table.deletionProtection(), FindingKind.NO_DELETION_PROTECTION, place);
        examination.require(table.kept(), FindingKind.TABLE_GOES_WITH_STACK, place);
        examination.require(table.scales(), FindingKind.FIXED_CAPACITY, place);
        examination.require(table.replicated().map(is -> !is), FindingKind.SEVERAL_REGIONS, place);
    }

    private void checkKey(String place, String name, Setting<String> keyType) {
        if (!name.equals(options.keyName())) {
            examination.report(FindingKind.TABLE_KEY, place, "it is '" + name + "'");
            return;
        }
        examination.ask(keyType, "key type of " + place, type -> {
            if (!type.equals("S")) {
                examination.report(FindingKind.TABLE_KEY, place, "its type is " + type);
            }
        });
    }
}
