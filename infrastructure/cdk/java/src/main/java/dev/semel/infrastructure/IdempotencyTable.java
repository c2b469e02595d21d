// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.Construct;

/**
 * The table of records: key {@code id}, TTL on {@code expiration}, on-demand billing, point-in-time recovery, deletion
 * protection. It outlives its stack, because without its records every late duplicate executes again.
 */
public final class IdempotencyTable extends Construct {

    private final Table table;

    /**
     * Makes the table.
     *
     * @param scope the stack or construct around it
     * @param id its name there
     */
    public IdempotencyTable(Construct scope, String id) {
        super(scope, id);
        table = Table.Builder.create(this, "Records")
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .timeToLiveAttribute("expiration")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        ((CfnTable) table.getNode().getDefaultChild()).addMetadata("Semel", Map.of("Records", true));
    }

    /** {@return the table itself} */
    public Table table() {
        return table;
    }

    /**
     * Lets a principal do what an ability needs, and nothing else.
     *
     * @param principal a function or role
     * @param ability the ability
     * @return the grant
     */
    public Grant grant(IGrantable principal, RecordsAbility ability) {
        return Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(principal)
                .actions(ability.actions())
                .resourceArns(List.of(table.getTableArn()))
                .build());
    }
}
