package dev.replyloop.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.replyloop.about.About;
import dev.replyloop.access.AuditEntry;
import dev.replyloop.access.AuditPage;
import dev.replyloop.access.Caller;
import dev.replyloop.access.ChangedPassword;
import dev.replyloop.access.ChangedPerson;
import dev.replyloop.access.ChosenPassword;
import dev.replyloop.access.DeploymentSettings;
import dev.replyloop.access.InvitedPerson;
import dev.replyloop.access.KeyList;
import dev.replyloop.access.KeyView;
import dev.replyloop.access.NewAdmin;
import dev.replyloop.access.NewKey;
import dev.replyloop.access.NewPerson;
import dev.replyloop.access.NewSecret;
import dev.replyloop.access.OneTimeLink;
import dev.replyloop.access.People;
import dev.replyloop.access.Person;
import dev.replyloop.access.Role;
import dev.replyloop.access.Scope;
import dev.replyloop.access.SessionView;
import dev.replyloop.access.SetUpState;
import dev.replyloop.access.SignIn;
import dev.replyloop.analytics.Analytics;
import dev.replyloop.analytics.Breakdown;
import dev.replyloop.analytics.BreakdownBy;
import dev.replyloop.analytics.Comparison;
import dev.replyloop.analytics.DailyCount;
import dev.replyloop.analytics.Learning;
import dev.replyloop.analytics.Overrides;
import dev.replyloop.analytics.ScoreInterval;
import dev.replyloop.analytics.TopNegativeMessage;
import dev.replyloop.analytics.TopicAnalytics;
import dev.replyloop.analytics.TopicCounts;
import dev.replyloop.contract.Document.Operation;
import dev.replyloop.erasure.ErasureReceipt;
import dev.replyloop.erasure.NewErasure;
import dev.replyloop.export.ExportSummary;
import dev.replyloop.export.LeftOut;
import dev.replyloop.export.RowFormat;
import dev.replyloop.feedback.BatchReceipt;
import dev.replyloop.feedback.FeedbackBatch;
import dev.replyloop.feedback.FeedbackCount;
import dev.replyloop.feedback.FeedbackCriteria;
import dev.replyloop.feedback.FeedbackDetail;
import dev.replyloop.feedback.FeedbackPage;
import dev.replyloop.feedback.FeedbackReceipt;
import dev.replyloop.feedback.FeedbackView;
import dev.replyloop.feedback.MessageData;
import dev.replyloop.feedback.NewFeedback;
import dev.replyloop.feedback.Outcome;
import dev.replyloop.feedback.Reason;
import dev.replyloop.prompts.Example;
import dev.replyloop.prompts.LearnedPrompt;
import dev.replyloop.prompts.PromptRequest;
import dev.replyloop.prompts.RequiredTrust;
import dev.replyloop.prompts.StoredPrompt;
import dev.replyloop.review.NextReview;
import dev.replyloop.review.ReviewBatch;
import dev.replyloop.review.ReviewChange;
import dev.replyloop.review.ReviewItem;
import dev.replyloop.review.ReviewReceipt;
import dev.replyloop.review.TrainingPromptPage;
import dev.replyloop.shared.Page;
import dev.replyloop.shared.Text;
import dev.replyloop.shared.problem.Problem;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.shared.problem.Violation;
import dev.replyloop.text.ContextTurn;
import dev.replyloop.topics.CorrectTopic;
import dev.replyloop.topics.MergeTopic;
import dev.replyloop.topics.SplitTopic;
import dev.replyloop.topics.TopicDetail;
import dev.replyloop.topics.TopicList;
import dev.replyloop.topics.TopicProgress;
import dev.replyloop.topics.TopicView;
import dev.replyloop.topics.TypicalMessage;
import dev.replyloop.training.Review;
import dev.replyloop.training.TrainingPromptView;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document is written by hand: it says of the code what is so, and all of it. */
class ContractDriftTest {

    private static final Document DOCUMENT = Document.read();

    private static final Map<String, Class<? extends Record>> RECORDS = Map.ofEntries(
            Map.entry("NewFeedback", NewFeedback.class),
            Map.entry("PromptRequest", PromptRequest.class),
            Map.entry("MessageTopic", MessageData.MessageTopic.class),
            Map.entry("MessageData", MessageData.class),
            Map.entry("NewErasure", NewErasure.class),
            Map.entry("ErasureReceipt", ErasureReceipt.class),
            Map.entry("SetUpState", SetUpState.class),
            Map.entry("DeploymentSettings", DeploymentSettings.class),
            Map.entry("SignInSettings", DeploymentSettings.SignInSettings.class),
            Map.entry("CompanyAccounts", DeploymentSettings.CompanyAccounts.class),
            Map.entry("GroupRole", DeploymentSettings.GroupRole.class),
            Map.entry("RetentionSettings", DeploymentSettings.RetentionSettings.class),
            Map.entry("NewAdmin", NewAdmin.class),
            Map.entry("SignIn", SignIn.class),
            Map.entry("ChosenPassword", ChosenPassword.class),
            Map.entry("ChangedPassword", ChangedPassword.class),
            Map.entry("Account", SessionView.Account.class),
            Map.entry("SessionView", SessionView.class),
            Map.entry("Person", Person.class),
            Map.entry("People", People.class),
            Map.entry("NewPerson", NewPerson.class),
            Map.entry("ChangedPerson", ChangedPerson.class),
            Map.entry("OneTimeLink", OneTimeLink.class),
            Map.entry("InvitedPerson", InvitedPerson.class),
            Map.entry("SecretView", KeyView.SecretView.class),
            Map.entry("KeyView", KeyView.class),
            Map.entry("KeyList", KeyList.class),
            Map.entry("NewKey", NewKey.class),
            Map.entry("NewSecret", NewSecret.class),
            Map.entry("AuditEntry", AuditEntry.class),
            Map.entry("AuditPage", AuditPage.class),
            Map.entry("StoredPrompt", StoredPrompt.class),
            Map.entry("PastExample", StoredPrompt.PastExample.class),
            Map.entry("ContextTurn", ContextTurn.class),
            Map.entry("LearnedPrompt", LearnedPrompt.class),
            Map.entry("ChatMessage", LearnedPrompt.ChatMessage.class),
            Map.entry("Example", Example.class),
            Map.entry("FeedbackReceipt", FeedbackReceipt.class),
            Map.entry("FeedbackBatch", FeedbackBatch.class),
            Map.entry("BatchReceipt", BatchReceipt.class),
            Map.entry("BatchResult", BatchReceipt.Result.class),
            Map.entry("FeedbackView", FeedbackView.class),
            Map.entry("FeedbackDetail", FeedbackDetail.class),
            Map.entry("FeedbackCount", FeedbackCount.class),
            Map.entry("FeedbackPage", FeedbackPage.class),
            Map.entry("TrainingPromptView", TrainingPromptView.class),
            Map.entry("ReviewChange", ReviewChange.class),
            Map.entry("ReviewTarget", ReviewBatch.Item.class),
            Map.entry("ReviewBatch", ReviewBatch.class),
            Map.entry("ReviewResult", ReviewReceipt.Result.class),
            Map.entry("ReviewReceipt", ReviewReceipt.class),
            Map.entry("FeedbackCriteria", FeedbackCriteria.class),
            Map.entry("NextReview", NextReview.class),
            Map.entry("FormatRows", ExportSummary.FormatRows.class),
            Map.entry("CauseCount", ExportSummary.CauseCount.class),
            Map.entry("KtoBalance", ExportSummary.KtoBalance.class),
            Map.entry("ExportSummary", ExportSummary.class),
            Map.entry("ReviewItem", ReviewItem.class),
            Map.entry("TrainingPromptPage", TrainingPromptPage.class),
            Map.entry("DailyCount", DailyCount.class),
            Map.entry("PreviousPeriod", Analytics.PreviousPeriod.class),
            Map.entry("TopNegativeMessage", TopNegativeMessage.class),
            Map.entry("Analytics", Analytics.class),
            Map.entry("Totals", Breakdown.Totals.class),
            Map.entry("BreakdownItem", Breakdown.Item.class),
            Map.entry("Breakdown", Breakdown.class),
            Map.entry("TopicCounts", TopicCounts.class),
            Map.entry("TopicAnalyticsItem", TopicAnalytics.Item.class),
            Map.entry("TopicAnalyticsOther", TopicAnalytics.Other.class),
            Map.entry("TopicAnalytics", TopicAnalytics.class),
            Map.entry("TopicName", Overrides.TopicName.class),
            Map.entry("OverrideCase", Overrides.Case.class),
            Map.entry("Learning", Learning.class),
            Map.entry("LearningDay", Learning.Day.class),
            Map.entry("LearningPeriod", Learning.Previous.class),
            Map.entry("PromptArm", Learning.Arm.class),
            Map.entry("LearningEffect", Learning.Effect.class),
            Map.entry("LearningSide", Learning.Compared.Side.class),
            Map.entry("LearningComparison", Learning.Compared.class),
            Map.entry("Overrides", Overrides.class),
            Map.entry("Comparison", Comparison.class),
            Map.entry("ComparedSide", Comparison.Side.class),
            Map.entry("ScoreInterval", ScoreInterval.class),
            Map.entry("TopicProgress", TopicProgress.class),
            Map.entry("TypicalMessage", TypicalMessage.class),
            Map.entry("TopicView", TopicView.class),
            Map.entry("TopicList", TopicList.class),
            Map.entry("TopicMessage", TopicDetail.Message.class),
            Map.entry("TopicDetail", TopicDetail.class),
            Map.entry("CorrectTopic", CorrectTopic.class),
            Map.entry("MergeTopic", MergeTopic.class),
            Map.entry("SplitTopic", SplitTopic.class),
            Map.entry("About", About.class),
            Map.entry("DemoStatus", About.DemoStatus.class),
            Map.entry("Violation", Violation.class),
            Map.entry("Problem", Problem.class));

    @Test
    void hasEveryCallThatIsServedWithItsParametersAndNoOther() {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (Operation operation : DOCUMENT.operations()) {
            documented.put(
                    operation.toString(),
                    DOCUMENT.parameters(operation).stream()
                            .map(parameter -> parameter.path("in").asText() + " "
                                    + parameter.path("name").asText())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(served(), documented);
    }

    static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tellsWhatACallDoesAndHowItCanFail(Operation operation) {
        JsonNode node = operation.node();
        for (String said : List.of("operationId", "summary", "description")) {
            assertTrue(!node.path(said).asText().isBlank(), said);
        }
        assertEquals(1, node.path("tags").size());
        Set<String> statuses = new HashSet<>();
        node.path("responses").fieldNames().forEachRemaining(statuses::add);
        // 400 even where nothing can be given: an unknown query parameter is refused everywhere.
        assertTrue(statuses.containsAll(Set.of("400", "500", "503")), statuses::toString);
        assertEquals(node.has("requestBody"), statuses.containsAll(Set.of("413", "415")));
        assertEquals(
                operation.path().contains("{id}") || operation.path().endsWith("/data"),
                statuses.contains("404"),
                "404");
        assertEquals(!operation.verb().equals("DELETE"), statuses.contains("406"), "406");
    }

    @Test
    void namesEveryCallDifferently() {
        List<String> names = operations()
                .map(operation -> operation.node().path("operationId").asText())
                .toList();
        assertEquals(names.size(), new HashSet<>(names).size());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void describesEveryParameter(Operation operation) {
        for (JsonNode parameter : DOCUMENT.parameters(operation)) {
            assertTrue(!parameter.path("description").asText().isBlank(), parameter::toString);
            assertTrue(parameter.has("schema"), parameter::toString);
        }
    }

    static Stream<Arguments> properties() {
        return DOCUMENT.schemas().entrySet().stream()
                .flatMap(schema -> schema.getValue().path("properties").properties().stream()
                        .map(property -> Arguments.of(schema.getKey(), property.getKey(), property.getValue())));
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("properties")
    void describesEveryField(String schema, String name, JsonNode property) {
        assertTrue(
                property.has("$ref")
                        || !property.path("description").asText().isBlank()
                        || property.at("/items/$ref").isTextual(),
                property::toString);
    }

    static Stream<Arguments> records() {
        return RECORDS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void hasEveryFieldOfARecordAndNoOther(String name, Class<? extends Record> type) {
        Set<String> documented = new TreeSet<>();
        DOCUMENT.schemas().get(name).path("properties").fieldNames().forEachRemaining(documented::add);
        assertEquals(fieldsOf(type), documented);
    }

    @Test
    void knowsTheRecordOfEveryObject() {
        Set<String> objects = DOCUMENT.schemas().entrySet().stream()
                .filter(schema -> schema.getValue().path("type").asText().equals("object"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertEquals(objects, RECORDS.keySet());
    }

    @Test
    void givesTheLimitsThatAreKept() throws NoSuchFieldException {
        JsonNode properties = DOCUMENT.schemas().get("NewFeedback").path("properties");
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : NewFeedback.class.getRecordComponents()) {
            String name = component.getName();
            Text text = NewFeedback.class.getDeclaredField(name).getAnnotation(Text.class);
            JsonNode property = properties.path(name);
            assertEquals(
                    text == null ? null : text.max(),
                    property.has("maxLength") ? property.get("maxLength").asInt() : null,
                    name);
            if (text != null && !text.mayBeBlank()) {
                assertEquals(1, property.path("minLength").asInt(), name);
            }
            if (NewFeedback.class.getDeclaredField(name).isAnnotationPresent(NotNull.class)) {
                required.add(name);
            }
        }
        Set<String> documented = new TreeSet<>();
        DOCUMENT.schemas().get("NewFeedback").path("required").forEach(name -> documented.add(name.asText()));
        assertEquals(required, documented);
        assertEquals(20_000, properties.at("/message/maxLength").asInt());
        assertEquals(2_000, properties.at("/comment/maxLength").asInt());
        assertEquals(100, properties.at("/channel/maxLength").asInt());

        JsonNode items = DOCUMENT.schemas().get("FeedbackBatch").at("/properties/items");
        Size size = FeedbackBatch.class.getDeclaredField("items").getAnnotation(Size.class);
        assertEquals(
                List.of(size.min(), size.max()),
                List.of(items.get("minItems").asInt(), items.get("maxItems").asInt()));

        for (Class<?> named : List.of(CorrectTopic.class, SplitTopic.class)) {
            assertEquals(
                    named.getDeclaredField("name").getAnnotation(Text.class).max(),
                    DOCUMENT.schemas()
                            .get(named.getSimpleName())
                            .at("/properties/name/maxLength")
                            .asInt());
        }

        JsonNode limit = DOCUMENT.root().at("/components/parameters/Limit/schema");
        assertEquals(
                List.of(Page.DEFAULT_LIMIT, Page.MAX_LIMIT),
                List.of(limit.get("default").asInt(), limit.get("maximum").asInt()));
    }

    @Test
    void hasTheValuesOfEveryClosedSet() {
        assertEquals(namesOf(Role.values()), valuesOf("/components/schemas/Role/enum"));
        assertEquals(namesOf(KeyView.KeyKind.values()), valuesOf("/components/schemas/KeyKind/enum"));
        assertEquals(namesOf(Caller.Kind.values()), valuesOf("/components/schemas/CallerKind/enum"));
        assertEquals(Stream.of(Scope.values()).map(Scope::text).toList(), valuesOf("/components/schemas/Scope/enum"));
        assertEquals(namesOf(Reason.values()), valuesOf("/components/schemas/Reason/enum"));
        assertEquals(namesOf(Example.Kind.values()), valuesOf("/components/schemas/ExampleKind/enum"));
        assertEquals(namesOf(Example.Trust.values()), valuesOf("/components/schemas/ExampleTrust/enum"));
        assertEquals(namesOf(LearnedPrompt.FoundBy.values()), valuesOf("/components/schemas/FoundBy/enum"));
        assertEquals(namesOf(RequiredTrust.values()), valuesOf("/components/schemas/RequiredTrust/enum"));
        assertEquals(
                Stream.of(RowFormat.values()).map(RowFormat::text).toList(),
                valuesOf("/components/schemas/RowFormat/enum"));
        assertEquals(namesOf(LeftOut.values()), valuesOf("/components/schemas/LeftOut/enum"));
        assertEquals(namesOf(Review.values()), valuesOf("/components/schemas/Review/enum"));
        assertEquals(namesOf(Outcome.values()), valuesOf("/components/schemas/Outcome/enum"));
        assertEquals(namesOf(BreakdownBy.values()), valuesOf("/components/schemas/BreakdownBy/enum"));
        assertEquals(namesOf(Comparison.Measure.values()), valuesOf("/components/schemas/ComparedMeasure/enum"));
        assertEquals(namesOf(TopicProgress.Phase.values()), valuesOf("/components/schemas/TopicPhase/enum"));
        assertEquals(
                namesOf(About.DemoState.values()), valuesOf("/components/schemas/DemoStatus/properties/state/enum"));
    }

    @Test
    void showsProblemsAsTheyAreAnswered() {
        Map<String, ProblemType> types =
                Arrays.stream(ProblemType.values()).collect(Collectors.toMap(ProblemType::uri, type -> type));
        int shown = 0;
        for (Map.Entry<String, JsonNode> response :
                DOCUMENT.root().at("/components/responses").properties()) {
            JsonNode example = response.getValue().at("/content/application~1problem+json/example");
            ProblemType type = types.get(example.path("type").asText());
            assertEquals(type.title(), example.path("title").asText());
            assertEquals(type.status(), example.path("status").asInt());
            assertTrue(!example.path("detail").asText().isBlank());
            shown++;
        }
        assertTrue(shown >= 8, "the responses are shared");
    }

    /** Every call that JAX-RS would route to, with the parameters that it reads. */
    private static Map<String, Set<String>> served() {
        Map<String, Set<String>> served = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.replyloop").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(type -> type.reflect())
                        .forEach(resource -> Arrays.stream(resource.getDeclaredMethods())
                                .forEach(method -> verbOf(method).ifPresent(verb -> {
                                    Path path = method.getAnnotation(Path.class);
                                    String whole =
                                            resource.getAnnotation(Path.class).value()
                                                    + (path == null ? "" : path.value());
                                    served.put(verb + " " + whole, parametersOf(method));
                                })));
        return served;
    }

    private static Optional<String> verbOf(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static Set<String> parametersOf(Method method) {
        Set<String> names = new TreeSet<>();
        for (var parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(RestQuery.class)) {
                names.add("query " + parameter.getName());
            } else if (parameter.isAnnotationPresent(RestPath.class)) {
                names.add("path " + parameter.getName());
            } else if (parameter.isAnnotationPresent(RestHeader.class)) {
                names.add("header " + parameter.getAnnotation(RestHeader.class).value());
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                Stream.<Class<?>>iterate(parameter.getType(), Objects::nonNull, Class::getSuperclass)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> field.isAnnotationPresent(RestQuery.class))
                        .forEach(field -> names.add("query " + field.getName()));
            }
        }
        return names;
    }

    private static Set<String> fieldsOf(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                names.addAll(fieldsOf(component.getType()));
            } else {
                names.add(component.getName());
            }
        }
        return names;
    }

    private static List<String> namesOf(Object[] values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }

    private static List<String> valuesOf(String pointer) {
        return DOCUMENT.root().at(pointer).valueStream().map(JsonNode::asText).toList();
    }
}
