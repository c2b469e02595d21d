// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from a template what the role of a function may do to the table of records. */
final class RoleReader {

    /** AWS SAM Developer Guide, "Policy template list". */
    private static final List<String> CRUD = List.of(
            "dynamodb:GetItem",
            "dynamodb:DeleteItem",
            "dynamodb:PutItem",
            "dynamodb:Scan",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:BatchGetItem",
            "dynamodb:DescribeTable",
            "dynamodb:ConditionCheckItem");

    private static final List<String> WRITE =
            List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem");

    private static final List<String> READ = List.of(
            "dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query", "dynamodb:BatchGetItem", "dynamodb:DescribeTable");

    private final TemplateResources resources;
    private final Set<String> tables;

    RoleReader(TemplateResources resources, Set<String> tables) {
        this.resources = resources;
        this.tables = tables;
    }

    /** {@return the actions that are allowed on a table of records; unclear if a part of the role is elsewhere} */
    Setting<List<String>> grants(String name) {
        List<String> grants = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        TemplateProperties function = resources.properties(name);
        TemplateProperties role = function.at("Role");
        if (role.isGiven()) {
            role.reference(resources.named("AWS::IAM::Role"))
                    .ifPresentOrElse(own -> addRole(own, grants, elsewhere), () -> elsewhere.add("its role"));
        } else {
            TemplateProperties policies = function.at("Policies");
            List<TemplateProperties> all = policies.node().isArray() ? policies.elements() : List.of(policies);
            all.forEach(policy -> addSamPolicy(policy, grants, elsewhere));
        }
        boolean isEnough = grants.stream().anyMatch(grant -> grant.matches("(?i)dynamodb:(PutItem|Put\\*|\\*)|\\*"));
        return elsewhere.isEmpty() || isEnough
                ? Setting.of(grants)
                : Setting.unclear("not in the template: " + String.join(", ", elsewhere));
    }

    private void addRole(String role, List<String> grants, List<String> elsewhere) {
        TemplateProperties properties = resources.properties(role);
        for (TemplateProperties policy : properties.at("Policies").elements()) {
            addDocument(policy.at("PolicyDocument"), grants);
        }
        for (TemplateProperties managed : properties.at("ManagedPolicyArns").elements()) {
            Optional<String> own = managed.reference(resources.named("AWS::IAM::ManagedPolicy"));
            own.ifPresentOrElse(
                    policy -> addDocument(resources.properties(policy).at("PolicyDocument"), grants),
                    () -> addManaged(managed.node(), grants, elsewhere));
        }
        for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")) {
            for (TemplateProperties policy : resources.all(type)) {
                if (policy.at("Roles").reference(Set.of(role)).isPresent()
                        || policy.at("RoleName").reference(Set.of(role)).isPresent()) {
                    addDocument(policy.at("PolicyDocument"), grants);
                }
            }
        }
    }

    private void addSamPolicy(TemplateProperties policy, List<String> grants, List<String> elsewhere) {
        if (!policy.isGiven()) {
            return;
        }
        if (policy.at("Statement").isGiven()) {
            addDocument(policy, grants);
        } else if (policy.at("DynamoDBCrudPolicy").isGiven()) {
            addTemplate(policy.at("DynamoDBCrudPolicy"), CRUD, grants);
        } else if (policy.at("DynamoDBWritePolicy").isGiven()) {
            addTemplate(policy.at("DynamoDBWritePolicy"), WRITE, grants);
        } else if (policy.at("DynamoDBReadPolicy").isGiven()) {
            addTemplate(policy.at("DynamoDBReadPolicy"), READ, grants);
        } else if (policy.node().isTextual() || policy.isUnclear()) {
            policy.reference(resources.named("AWS::IAM::ManagedPolicy"))
                    .ifPresentOrElse(
                            own -> addDocument(resources.properties(own).at("PolicyDocument"), grants),
                            () -> addManaged(policy.node(), grants, elsewhere));
        }
    }

    private void addTemplate(TemplateProperties policy, List<String> actions, List<String> grants) {
        if (concernsRecords(policy.node())) {
            grants.addAll(actions);
        }
    }

    /** Policies of AWS for the logs and sources of functions grant nothing on tables. */
    private static void addManaged(JsonNode policy, List<String> grants, List<String> elsewhere) {
        String text = policy.toString();
        if (text.contains("AmazonDynamoDBFullAccess") || text.contains("AdministratorAccess")) {
            grants.add("dynamodb:*");
        } else if (!text.contains("AWSLambda") && !text.contains("AWSXRay") && !text.contains("CloudWatch")) {
            elsewhere.add("policy " + policy);
        }
    }

    private void addDocument(TemplateProperties document, List<String> grants) {
        TemplateProperties statements = document.at("Statement");
        List<TemplateProperties> all = statements.node().isArray() ? statements.elements() : List.of(statements);
        for (TemplateProperties statement : all) {
            if (statement.at("Effect").node().asText().equals("Allow")
                    && concernsRecords(statement.at("Resource").node())) {
                addActions(statement.at("Action").node(), grants);
            }
        }
    }

    private static void addActions(JsonNode actions, List<String> grants) {
        List<JsonNode> all = new ArrayList<>();
        if (actions.isArray()) {
            actions.forEach(all::add);
        } else {
            all.add(actions);
        }
        all.stream()
                .map(JsonNode::asText)
                .filter(action -> action.startsWith("dynamodb:") || action.equals("*"))
                .forEach(grants::add);
    }

    /** {@return whether a resource is a table of records, by reference or by the name in an ARN, or any at all} */
    private boolean concernsRecords(JsonNode resource) {
        if (TemplateValues.references(resource).stream().anyMatch(tables::contains)) {
            return true;
        }
        if (resource.isArray()) {
            for (JsonNode one : resource) {
                if (concernsRecords(one)) {
                    return true;
                }
            }
            return false;
        }
        String text = resource.toString();
        return text.equals("\"*\"")
                || text.contains(":table/*")
                || tables.stream()
                        .anyMatch(table -> text.contains("table/" + table + "\"") || text.equals('"' + table + '"'));
    }
}
