package dev.replyloop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The house's rules: who may know whom. */
@AnalyzeClasses(packages = "dev.replyloop", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.replyloop.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LABELS_KNOW_NO_OTHER_PART_OF_TOPICS = noClasses()
            .that()
            .resideInAPackage("dev.replyloop.topics.labels")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.replyloop.topics..")
                    .and(resideOutsideOfPackage("dev.replyloop.topics.labels")));

    @ArchTest
    static final ArchRule CLUSTERING_KNOWS_LABELS_ALONE = noClasses()
            .that()
            .resideInAPackage("dev.replyloop.topics.clustering")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.replyloop.topics", "dev.replyloop.topics.worker", "dev.replyloop.feedback..");

    @ArchTest
    static final ArchRule NOBODY_CALLS_THE_TOPICS_WORKER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.replyloop.topics.worker")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.replyloop.topics.worker");

    @ArchTest
    static final ArchRule SHARED_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAPackage("dev.replyloop.shared..")
            .should()
            .dependOnClassesThat(oursOutside("dev.replyloop.shared.."));

    @ArchTest
    static final ArchRule THE_DEMO_STORY_DEPENDS_ON_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("dev.replyloop.trial.demo..")
            .should()
            .dependOnClassesThat(oursOutside("dev.replyloop.trial.demo.."));

    @ArchTest
    static final ArchRule NO_FEATURE_KNOWS_THE_TRIAL = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.replyloop.feedback..",
                    "dev.replyloop.training..",
                    "dev.replyloop.analytics..",
                    "dev.replyloop.about..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.replyloop.trial..");

    @ArchTest
    static final ArchRule RESOURCES_ARE_CALLED_BY_HTTP_ALONE = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule NOBODY_USES_A_RESOURCE = noClasses()
            .should()
            .dependOnClassesThat(
                    CanBeAnnotated.Predicates.annotatedWith(Path.class).forSubtype());

    @ArchTest
    static final ArchRule THE_BARE_POOL_IS_THE_HOT_PATHS_ALONE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.replyloop.feedback..", "dev.replyloop.shared.database..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.sqlclient.Pool")
            .because("only what must be as fast as the database allows does without Mutiny");

    @ArchTest
    static final ArchRule WHAT_A_CALLER_LEFT_IS_FINISHED = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .beAnnotatedWith(Cancellable.class)
            .because("a read that is cancelled halfway takes its connection, or its open transaction, along with it");

    @ArchTest
    static final ArchRule NO_ENTITY_LEAVES_BY_HTTP = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Path.class)
            .and()
            .arePublic()
            .should(returnNoEntity());

    @ArchTest
    static final ArchRule NO_RECORD_CARRIES_AN_ENTITY =
            fields().that().areDeclaredInClassesThat().areRecords().should(carryNoEntity());

    @ArchTest
    static final ArchRule LOGGING_IS_JBOSS_LOGGINGS = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule COMMANDS_ALONE_PRINT = noClasses()
            .that()
            .doNotImplement(QuarkusApplication.class)
            .and()
            .areNotAnnotatedWith(QuarkusMain.class)
            .should(ACCESS_STANDARD_STREAMS)
            .because("what a service has to say goes to its log");

    @ArchTest
    static final ArchRule WHAT_A_CLASS_NEEDS_COMES_IN_BY_ITS_CONSTRUCTOR = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    private static DescribedPredicate<JavaClass> oursOutside(String packages) {
        return resideInAPackage("dev.replyloop..").and(resideOutsideOfPackage(packages));
    }

    private static ArchCondition<JavaMethod> returnNoEntity() {
        return new ArchCondition<>("return no entity") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                for (JavaClass type : method.getReturnType().getAllInvolvedRawTypes()) {
                    events.add(new SimpleConditionEvent(
                            method,
                            !type.isAnnotatedWith(Entity.class),
                            method.getFullName() + " returns " + type.getName()));
                }
            }
        };
    }

    private static ArchCondition<JavaField> carryNoEntity() {
        return new ArchCondition<>("carry no entity") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                for (JavaClass type : field.getType().getAllInvolvedRawTypes()) {
                    events.add(new SimpleConditionEvent(
                            field,
                            !type.isAnnotatedWith(Entity.class),
                            field.getFullName() + " carries " + type.getName()));
                }
            }
        };
    }
}
