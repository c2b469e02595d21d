// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.release;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.building.StringModelSource;
import org.apache.maven.model.resolution.ModelResolver;

/**
 * Maven's own reading of POMs, without a repository: POMs of this tree are read from it, others as given.
 *
 * @param root the root of the source tree
 * @param others POMs by their artifact id; an artifact that is neither here nor in the tree manages nothing
 */
@SuppressWarnings("deprecation") // Maven's own interface names a deprecated type
record Poms(Path root, Map<String, String> others) implements ModelResolver {

    Poms {
        others = Map.copyOf(others);
    }

    /** {@return the effective model of a POM of the tree} */
    Model effective(Path pom) throws ModelBuildingException {
        return build(new DefaultModelBuildingRequest().setPomFile(pom.toFile()));
    }

    /** {@return the effective model of a POM that is given as text} */
    Model effective(String pom) throws ModelBuildingException {
        return build(new DefaultModelBuildingRequest().setModelSource(new StringModelSource(pom)));
    }

    /** {@return the model of a POM of the tree with what it inherits, but without versions of its dependencies} */
    Model inherited(Path pom) throws ModelBuildingException {
        return build(new DefaultModelBuildingRequest().setPomFile(pom.toFile()).setTwoPhaseBuilding(true));
    }

    private Model build(ModelBuildingRequest request) throws ModelBuildingException {
        request.setModelResolver(this)
                .setSystemProperties(System.getProperties())
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
                .setLocationTracking(false);
        return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    }

    /** {@return a POM that manages dependencies or imports, each as {@code group:artifact:version} or the same and {@code :pom}} */
    static String managing(String artifact, List<String> dependencies) {
        StringBuilder pom = new StringBuilder("""
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <dependencyManagement>
                    <dependencies>
                """.formatted(artifact));
        for (String dependency : dependencies) {
            String[] parts = dependency.split(":", -1);
            pom.append(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>\n"
                            .formatted(
                                    parts[0],
                                    parts[1],
                                    parts[2],
                                    parts.length == 4 ? "<type>pom</type><scope>import</scope>" : ""));
        }
        return pom.append("""
                    </dependencies>
                  </dependencyManagement>
                </project>
                """).toString();
    }

    @Override
    public ModelSource resolveModel(String groupId, String artifactId, String version) {
        return switch (artifactId) {
            case "semel-bom" -> new FileModelSource(root.resolve("bom/pom.xml").toFile());
            case "semel-parent" -> new FileModelSource(root.resolve("pom.xml").toFile());
            default -> new StringModelSource(others.getOrDefault(artifactId, managing(artifactId, List.of())));
        };
    }

    @Override
    public ModelSource resolveModel(Parent parent) {
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public ModelSource resolveModel(Dependency dependency) {
        return resolveModel(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {}

    @Override
    public void addRepository(Repository repository, boolean replace) {}

    @Override
    public ModelResolver newCopy() {
        return this;
    }
}
