// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.ModelBuildingException;
import org.junit.jupiter.api.Test;

/** The BOM names every published module and nothing else, and what is published says what it is. */
class BomTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Poms TREE = new Poms(ROOT, Map.of());

    @Test
    void theBomManagesThePublishedJarsAndNothingElse() throws ModelBuildingException {
        Model bom = TREE.effective(ROOT.resolve("bom/pom.xml"));
        List<String> jars = published().stream()
                .filter(module -> module.getPackaging().equals("jar"))
                .map(module -> module.getGroupId() + ":" + module.getArtifactId() + ":" + module.getVersion())
                .toList();
        assertThat(jars).contains("dev.semel:semel-core:" + bom.getVersion());
        assertThat(bom.getDependencyManagement().getDependencies())
                .extracting(BomTest::coordinates)
                .containsExactlyInAnyOrderElementsOf(jars);
    }

    /** As in a Spring Boot project, whose versions of Jackson and JUnit come from a BOM that is imported later. */
    @Test
    void aProjectThatImportsTheBomKeepsItsOwnVersions() throws ModelBuildingException {
        List<String> own = List.of(
                "com.fasterxml.jackson.core:jackson-databind:2.9.0",
                "org.assertj:assertj-core:3.0.0",
                "org.jspecify:jspecify:0.9.0",
                "com.amazonaws:aws-lambda-java-core:1.0.0");
        Poms world = new Poms(ROOT, Map.of("platform", Poms.managing("platform", own)));
        Model project = world.effective(
                Poms.managing("project", List.of("dev.semel:semel-bom:1:pom", "com.acme:platform:1:pom")));
        List<String> managed = project.getDependencyManagement().getDependencies().stream()
                .map(BomTest::coordinates)
                .toList();
        assertThat(managed).containsAll(own).anyMatch(each -> each.startsWith("dev.semel:semel-core:"));
        assertThat(managed).hasSize(own.size() + bomSize());
    }

    /** Until there is a release, a guide can be followed with the modules that {@code ./semel install} installs. */
    @Test
    void theModulesOfTheBomAreInstalledExceptTheCommand() throws Exception {
        Matcher projects =
                Pattern.compile("--projects (\\S+)").matcher(Files.readString(ROOT.resolve("scripts/install")));
        assertThat(projects.find()).isTrue();
        List<String> managed =
                TREE.effective(ROOT.resolve("bom/pom.xml")).getDependencyManagement().getDependencies().stream()
                        .map(Dependency::getArtifactId)
                        .filter(artifact -> !artifact.equals("semel-cli"))
                        .toList();
        List<String> installed = new ArrayList<>();
        for (String module : projects.group(1).split(",", -1)) {
            installed.add(
                    TREE.inherited(ROOT.resolve(module).resolve("pom.xml")).getArtifactId());
        }
        assertThat(installed).contains("semel-bom").containsAll(managed);
    }

    /** A module that declares resources of its own loses those of the parent. */
    @Test
    void everyPublishedJarCarriesItsLicence() throws ModelBuildingException {
        assertThat(published())
                .filteredOn(module -> module.getPackaging().equals("jar"))
                .hasSizeGreaterThan(10)
                .allSatisfy(module -> assertThat(module.getBuild().getResources())
                        .as(module.getArtifactId())
                        .anySatisfy(resource -> {
                            assertThat(resource.getTargetPath()).isEqualTo("META-INF");
                            assertThat(resource.getIncludes()).contains("LICENSE", "NOTICE");
                        }));
    }

    @Test
    void whatIsPublishedSaysWhatItIs() throws ModelBuildingException {
        List<Model> models = published();
        models.add(TREE.inherited(ROOT.resolve("pom.xml")));
        assertThat(models)
                .extracting(Model::getDescription)
                .doesNotHaveDuplicates(); // it is inherited where it is missing
        assertThat(models).hasSizeGreaterThan(10).allSatisfy(model -> {
            assertThat(model.getName()).as("name").startsWith("Semel");
            assertThat(model.getDescription()).as("description").isNotBlank();
            assertThat(model.getUrl()).as("url").isEqualTo("https://semel.dev");
            assertThat(model.getLicenses()).extracting(each -> each.getName()).containsExactly("Apache-2.0");
            assertThat(model.getDevelopers()).as("developers").isNotEmpty();
            assertThat(model.getScm().getUrl()).isEqualTo("https://github.com/semel-dev/semel");
            assertThat(model.getScm().getConnection()).isEqualTo("scm:git:https://github.com/semel-dev/semel.git");
        });
    }

    /** DynamoDB Local brings old jars for logging and mocking, and a licence that forbids passing it on. */
    @Test
    void noPublishedModuleBringsWhatOnlyTestsNeed() throws ModelBuildingException {
        List<String> own = List.of(
                "software.amazon.dynamodb", "org.apache.logging.log4j", "log4j", "org.mockito", "org.junit.jupiter");
        List<Model> libraries = published().stream()
                .filter(module -> module.getPackaging().equals("jar"))
                .filter(module -> !module.getArtifactId().equals("semel-store-contract")) // its contracts are tests
                .toList();
        assertThat(libraries)
                .hasSizeGreaterThan(7)
                .allSatisfy(module -> assertThat(module.getDependencies().stream()
                                .filter(each -> own.contains(each.getGroupId()) && !each.isOptional())
                                .filter(each -> !List.of("test", "provided").contains(String.valueOf(each.getScope())))
                                .map(BomTest::coordinates))
                        .as(module.getArtifactId())
                        .isEmpty());
    }

    private static List<Model> published() throws ModelBuildingException {
        List<Model> published = new ArrayList<>();
        for (String module : TREE.inherited(ROOT.resolve("pom.xml")).getModules()) {
            Model model = TREE.inherited(ROOT.resolve(module).resolve("pom.xml"));
            if (!Boolean.parseBoolean(model.getProperties().getProperty("maven.deploy.skip"))) {
                published.add(model);
            }
        }
        return published;
    }

    private static int bomSize() throws ModelBuildingException {
        return TREE.effective(ROOT.resolve("bom/pom.xml"))
                .getDependencyManagement()
                .getDependencies()
                .size();
    }

    private static String coordinates(Dependency dependency) {
        return dependency.getGroupId() + ":" + dependency.getArtifactId() + ":" + dependency.getVersion();
    }
}
