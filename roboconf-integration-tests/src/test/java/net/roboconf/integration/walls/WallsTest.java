package net.roboconf.integration.walls;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.DriverManager;

/** The walls between the bundles, and what no class may do. A failure names the class and the line. */
@AnalyzeClasses(packages = "net.roboconf", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    private static final String CORE = "net.roboconf.core..";
    private static final String CORE_IN_OSGI = "net.roboconf.core.osgi";

    @ArchTest
    static final ArchRule a_bundle_knows_no_bundle_but_core = slices().assignedFrom(new Bundles())
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage(CORE));

    @ArchTest
    static final ArchRule what_is_internal_to_core_stays_there = noClasses()
            .that()
            .resideOutsideOfPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.roboconf.core..internal..");

    @ArchTest
    static final ArchRule core_needs_only_jackson_and_slf4j = classes()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage(CORE_IN_OSGI)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CORE, "java..", "com.fasterxml.jackson..", "org.slf4j..");

    /** So that the command line and the simulator run without it. */
    @ArchTest
    static final ArchRule core_does_without_osgi_but_for_one_package = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage(CORE_IN_OSGI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CORE_IN_OSGI);

    @ArchTest
    static final ArchRule the_command_line_needs_only_core_and_picocli = classes()
            .that()
            .resideInAPackage("net.roboconf.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("net.roboconf.cli..", CORE, "java..", "picocli..");

    @ArchTest
    static final ArchRule nothing_is_serialised_by_java = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ObjectOutputStream.class);

    /** In OSGi it sees the drivers of whoever came first. The store only takes its own driver out of it. */
    @ArchTest
    static final ArchRule nobody_uses_the_driver_manager = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("net.roboconf.dm.internal.store.SqliteStore")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(DriverManager.class);

    @ArchTest
    static final ArchRule nobody_asks_the_driver_manager = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(DriverManager.class)))
                    .and(target(nameMatching("getConnection|getDriver.*"))));
}
