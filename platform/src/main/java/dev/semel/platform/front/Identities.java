// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.platform.http.Arn;
import dev.semel.platform.http.QueryOperations;
import dev.semel.platform.http.Xml;
import java.util.Map;

/** Operations of STS and IAM that scripts call on their way. Roles are accepted and never asked for. */
final class Identities {

    private Identities() {}

    static QueryOperations sts() {
        return new QueryOperations("STS", "https://sts.amazonaws.com/doc/2011-06-15/")
                .add(
                        "GetCallerIdentity",
                        form -> Xml.element("Arn", "arn:aws:iam::" + Arn.ACCOUNT + ":user/lab")
                                + Xml.element("UserId", "lab")
                                + Xml.element("Account", Arn.ACCOUNT));
    }

    static QueryOperations iam() {
        return new QueryOperations("IAM", "https://iam.amazonaws.com/doc/2010-05-08/")
                .add("CreateRole", Identities::role)
                .add("GetRole", Identities::role)
                .add("DeleteRole", form -> "")
                .add("AttachRolePolicy", form -> "")
                .add("PutRolePolicy", form -> "");
    }

    private static String role(Map<String, String> form) {
        String name = form.getOrDefault("RoleName", "");
        return "<Role>" + Xml.element("Path", "/") + Xml.element("RoleName", name)
                + Xml.element("RoleId", "AROALAB")
                + Xml.element("Arn", "arn:aws:iam::" + Arn.ACCOUNT + ":role/" + name)
                + Xml.element("CreateDate", "2026-01-01T00:00:00Z") + "</Role>";
    }
}
