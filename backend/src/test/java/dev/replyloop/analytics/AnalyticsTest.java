package dev.replyloop.analytics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnalyticsTest {

    private static final String WINDOW = "from=2025-06-10&to=2025-06-14";

    @Inject
    Database database;

    /** Keeps each test's feedback apart from all the other tests'. */
    private final String channel = "analytics-" + UUID.randomUUID();

    @Test
    void hasARowForEveryDayAndForEveryDayBefore() {
        taken(feedback("2025-06-10T00:00:00Z"));
        taken(feedback("2025-06-12T12:00:00Z"));
        taken(feedback("2025-06-12T13:00:00Z").with("useful", false));
        taken(feedback("2025-06-14T23:59:59.999999Z"));
        taken(feedback("2025-06-09T23:59:59.999999Z").with("useful", false));
        taken(feedback("2025-06-05T00:00:00Z"));
        taken(feedback("2025-06-04T23:59:59.999999Z"));
        taken(feedback("2025-06-15T00:00:00Z"));

        overview(WINDOW)
                .body("from", equalTo("2025-06-10"))
                .body("to", equalTo("2025-06-14"))
                .body("timeZone", equalTo("UTC"))
                .body("total", equalTo(4))
                .body("usefulCount", equalTo(3))
                .body("notUsefulCount", equalTo(1))
                .body(
                        "dailyBreakdown.date",
                        contains("2025-06-10", "2025-06-11", "2025-06-12", "2025-06-13", "2025-06-14"))
                .body("dailyBreakdown.total", contains(1, 0, 2, 0, 1))
                .body("dailyBreakdown.useful", contains(1, 0, 1, 0, 1))
                .body("previous.from", equalTo("2025-06-05"))
                .body("previous.to", equalTo("2025-06-09"))
                .body("previous.total", equalTo(2))
                .body("previous.usefulCount", equalTo(1))
                .body("previous.notUsefulCount", equalTo(1))
                .body(
                        "previous.dailyBreakdown.date",
                        contains("2025-06-05", "2025-06-06", "2025-06-07", "2025-06-08", "2025-06-09"))
                .body("previous.dailyBreakdown.total", contains(1, 0, 0, 0, 1))
                .body("previous.dailyBreakdown.useful", contains(1, 0, 0, 0, 0));
    }

    @Test
    void showsZerosWhereThereIsNothing() {
        overview(WINDOW)
                .body("total", equalTo(0))
                .body("overriddenCount", equalTo(0))
                .body("dailyBreakdown", hasSize(5))
                .body("dailyBreakdown.total", everyItem(equalTo(0)))
                .body("previous.dailyBreakdown", hasSize(5))
                .body("topNegativeMessages", empty());
        breakdown("channel", WINDOW).body("items", empty());
    }

    @Test
    void callsAThumbsDownWithAReplyOverridden() {
        taken(override().with("channel", channel).at("2025-06-10T10:00:00Z"));
        taken(override().with("channel", channel).with("useful", true).at("2025-06-10T10:00:00Z"));
        taken(thumbsDown().with("channel", channel).with("agentReply", " ").at("2025-06-10T10:00:00Z"));
        taken(override().with("channel", channel).at("2025-06-09T10:00:00Z"));
        overview(WINDOW)
                .body("notUsefulCount", equalTo(2))
                .body("overriddenCount", equalTo(1))
                .body("previous.overriddenCount", equalTo(1));
    }

    @Test
    void showsTheThirtyDaysThatEndToday() {
        LocalDate today = today();
        taken(thumbsUp().with("channel", channel));
        overview("")
                .body("today", equalTo(today.toString()))
                .body("to", equalTo(today.toString()))
                .body("from", equalTo(today.minusDays(29).toString()))
                .body("dailyBreakdown", hasSize(30))
                .body("dailyBreakdown[29].total", equalTo(1))
                .body("previous.to", equalTo(today.minusDays(30).toString()))
                .body("previous.dailyBreakdown", hasSize(30))
                .body("total", equalTo(1));
        breakdown("channel", "")
                .body("from", equalTo(today.minusDays(29).toString()))
                .body("to", equalTo(today.toString()))
                .body("items[0].total", equalTo(1));
    }

    @Test
    void completesAWindowOfWhichOneEndIsGiven() {
        LocalDate today = today();
        overview("to=2025-06-14").body("from", equalTo("2025-05-16")).body("dailyBreakdown", hasSize(30));
        overview("from=" + today.minusDays(2))
                .body("to", equalTo(today.toString()))
                .body("dailyBreakdown", hasSize(3));
    }

    @Test
    void filtersByChannelModelAndReason() {
        String other = channel + "-other";
        NewFeedbackBuilder down = thumbsDown().at("2025-06-10T10:00:00Z");
        taken(another(down).with("channel", channel).with("model", "m1").with("reason", "TONE"));
        taken(another(down).with("channel", channel).with("model", "m2").with("reason", "OTHER"));
        taken(another(down).with("channel", channel).with("model", "m2"));
        taken(another(down).with("channel", other).with("model", "m1").with("reason", "TONE"));
        taken(another(down).with("channel", other).with("useful", true));

        assertTotal(3, "");
        assertTotal(5, "&channel=" + other);
        assertTotal(1, "&model=m1");
        assertTotal(3, "&model=m1&model=m2");
        assertTotal(0, "&model=m3");
        assertTotal(0, "&model=");
        assertTotal(1, "&channel=" + other + "&model=");
        assertTotal(2, "&channel=" + other + "&model=m1");
        assertTotal(1, "&reason=TONE");
        assertTotal(2, "&reason=TONE&reason=OTHER");
        assertTotal(1, "&reason=");
        assertTotal(2, "&reason=&reason=TONE");
        assertTotal(0, "&reason=NOBODY_GAVE_IT");
        assertTotal(1, "&reason=OTHER&model=m2");
        assertTotal(0, "&reason=OTHER&model=m1");
    }

    @Test
    void countsRejectionsAloneWhereFilteredByReason() {
        taken(feedback("2025-06-10T10:00:00Z"));
        taken(override().with("channel", channel).with("reason", "TONE").at("2025-06-10T10:00:00Z"));
        overview(WINDOW + "&reason=TONE")
                .body("total", equalTo(1))
                .body("usefulCount", equalTo(0))
                .body("notUsefulCount", equalTo(1))
                .body("overriddenCount", equalTo(1))
                .body("dailyBreakdown[0]", equalTo(Map.of("date", "2025-06-10", "useful", 0, "total", 1)));
    }

    @ParameterizedTest
    @CsvSource({"channel, 4, 2", "model, 4, 2", "reason, 2, 0"})
    void breaksTheCountsDown(String by, int mostFrequent, int useful) {
        String most = by.equals("reason") ? "TONE" : "most-" + channel;
        String marked = by.equals("channel") ? "model" : "channel";
        NewFeedbackBuilder feedback = thumbsUp().with(marked, channel).at("2025-06-11T10:00:00Z");
        for (int i = 0; i < 2; i++) {
            taken(another(feedback).with(by.equals("reason") ? "comment" : by, most));
            taken(another(feedback)
                    .with("useful", false)
                    .with("agentReply", "No")
                    .with(by, most));
        }
        taken(another(feedback).with("useful", false));
        taken(another(feedback).with("useful", false).with(by, most).at("2025-06-09T10:00:00Z"));
        String onlyBefore = by.equals("reason") ? "OTHER" : "before-" + channel;
        taken(another(feedback)
                .with("useful", false)
                .with("agentReply", "No")
                .with(by, onlyBefore)
                .at("2025-06-05T10:00:00Z"));

        ValidatableResponse items = call().get(
                        "/api/feedback/analytics/breakdown?by=" + by + "&" + WINDOW + "&" + marked + "=" + channel)
                .then()
                .statusCode(200)
                .body("by", equalTo(by))
                .body("from", equalTo("2025-06-10"))
                .body("to", equalTo("2025-06-14"))
                .body("timeZone", equalTo("UTC"))
                .body("items", hasSize(3));

        items.body("items[0].value", equalTo(most))
                .body("items[0].total", equalTo(mostFrequent))
                .body("items[0].usefulCount", equalTo(useful))
                .body("items[0].notUsefulCount", equalTo(2))
                .body("items[0].overriddenCount", equalTo(2))
                .body("items[0].previous", equalTo(counts(1, 0, 1, 0)))
                .body("items[1].value", nullValue())
                .body("items[1].total", equalTo(1))
                .body("items[1].previous", equalTo(counts(0, 0, 0, 0)))
                .body("items[2].value", equalTo(onlyBefore))
                .body("items[2].total", equalTo(0))
                .body("items[2].previous", equalTo(counts(1, 0, 1, 1)));
    }

    @Test
    void forgetsAValueWhoseOnlyVerdictWasTakenBack() {
        NewFeedbackBuilder first = override()
                .with("channel", channel)
                .with("model", "before")
                .with("reason", "TONE")
                .at("2025-06-10T10:00:00Z");
        taken(first);
        taken(first.with("model", "after").with("reason", "OTHER").at("2025-06-10T11:00:00Z"));
        breakdown("model", WINDOW).body("items.value", contains("after"));
        breakdown("reason", WINDOW).body("items.value", contains("OTHER"));
    }

    @Test
    void ranksTheMostRejectedRepliesFirstAndTheLatestAmongEquals() {
        reject("twice, early", "2025-06-10T10:00:00Z", "2025-06-10T11:00:00Z");
        reject("thrice", "2025-06-10T10:00:00Z", "2025-06-10T10:00:00Z", "2025-06-10T10:00:00Z");
        reject("twice, late", "2025-06-10T10:00:00Z", "2025-06-14T11:00:00.5Z");
        reject("once", "2025-06-14T23:00:00Z");
        taken(feedback("2025-06-12T10:00:00Z").with("aiReply", "once"));

        overview(WINDOW)
                .body("topNegativeMessages.aiReply", contains("thrice", "twice, late", "twice, early", "once"))
                .body("topNegativeMessages.rejections", contains(3, 2, 2, 1))
                .body("topNegativeMessages[1].lastRejectedAt", equalTo("2025-06-14T11:00:00.500Z"));
    }

    @Test
    void showsTenOfTheMostRejectedReplies() {
        for (int i = 0; i < 12; i++) {
            reject("reply " + i, "2025-06-10T10:00:" + (10 + i) + "Z");
        }
        List<String> expected =
                Stream.iterate(11, i -> i - 1).limit(10).map(i -> "reply " + i).toList();
        overview(WINDOW).body("topNegativeMessages.aiReply", equalTo(expected));
    }

    @Test
    void showsTheLatestRejectionWithAnOverrideBeforeALaterOneWithout() {
        NewFeedbackBuilder rejected = thumbsDown().with("channel", channel).with("aiReply", "Wrong");
        taken(another(rejected).with("message", "A").with("agentReply", "first").at("2025-06-10T10:00:00Z"));
        String shown = taken(another(rejected)
                .with("message", "B")
                .with("agentReply", "second")
                .at("2025-06-11T10:00:00Z"));
        taken(another(rejected).with("message", "C").at("2025-06-12T10:00:00Z"));
        taken(another(rejected).with("message", "D").with("agentReply", "later").at("2025-06-20T10:00:00Z"));

        overview(WINDOW)
                .body("topNegativeMessages", hasSize(1))
                .body("topNegativeMessages[0].feedbackId", equalTo(shown))
                .body("topNegativeMessages[0].message", equalTo("B"))
                .body("topNegativeMessages[0].agentReply", equalTo("second"))
                .body("topNegativeMessages[0].rejections", equalTo(3))
                .body("topNegativeMessages[0].lastRejectedAt", equalTo("2025-06-12T10:00:00Z"));
    }

    @Test
    void showsTheLatestRejectionWhereNobodyOverrode() {
        NewFeedbackBuilder rejected = thumbsDown().with("channel", channel).with("aiReply", "Wrong");
        taken(another(rejected).with("message", "A").at("2025-06-10T10:00:00Z"));
        String shown = taken(another(rejected).with("message", "B").at("2025-06-11T10:00:00Z"));
        overview(WINDOW)
                .body("topNegativeMessages[0].feedbackId", equalTo(shown))
                .body("topNegativeMessages[0].message", equalTo("B"))
                .body("topNegativeMessages[0].agentReply", nullValue());
    }

    @Test
    void countsRejectionsOfTheWindowAlone() {
        reject(
                "Wrong",
                "2025-06-09T23:59:59.999999Z",
                "2025-06-10T00:00:00Z",
                "2025-06-14T23:59:59.999999Z",
                "2025-06-15T00:00:00Z");
        overview(WINDOW).body("topNegativeMessages[0].rejections", equalTo(2));
        overview("from=2025-06-15&to=2025-06-15").body("topNegativeMessages[0].rejections", equalTo(1));
        overview("from=2025-06-11&to=2025-06-13").body("topNegativeMessages", empty());
    }

    @Test
    void theListFilteredByAMostRejectedReplyShowsItsRejections() {
        reject("Wrong", "2025-06-10T00:00:00Z", "2025-06-11T00:00:00Z");
        String aiReplyId = overview(WINDOW).extract().path("topNegativeMessages[0].aiReplyId");
        call().get("/api/feedback?useful=false&" + WINDOW + "&channel=" + channel + "&aiReplyId=" + aiReplyId)
                .then()
                .body("items.aiReply", contains("Wrong", "Wrong"));
    }

    @Test
    void countsAFeedbackTheMomentItsPostHasAnswered() {
        for (int count = 1; count <= 20; count++) {
            taken(thumbsDown().with("channel", channel).with("aiReply", "Wrong"));
            overview("").body("total", equalTo(count)).body("topNegativeMessages[0].rejections", equalTo(count));
            breakdown("channel", "").body("items[0].total", equalTo(count));
        }
        database.assertCountersExact("UTC");
    }

    private void reject(String aiReply, String... instants) {
        for (String instant : instants) {
            taken(thumbsDown().with("channel", channel).with("aiReply", aiReply).at(instant));
        }
    }

    private NewFeedbackBuilder feedback(String instant) {
        return thumbsUp().with("channel", channel).at(instant);
    }

    private static NewFeedbackBuilder another(NewFeedbackBuilder feedback) {
        return feedback.with("messageId", UUID.randomUUID().toString());
    }

    private ValidatableResponse overview(String query) {
        return call().get("/api/feedback/analytics?channel=" + channel + "&" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse breakdown(String by, String query) {
        return call().get("/api/feedback/analytics/breakdown?by=" + by + "&channel=" + channel + "&" + query)
                .then()
                .statusCode(200);
    }

    private void assertTotal(int expected, String filters) {
        overview(WINDOW + filters).body("total", equalTo(expected));
        int sum = breakdown("channel", WINDOW + filters).extract().<List<Integer>>path("items.total").stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertEquals(expected, sum, filters);
    }

    private static Map<String, Object> counts(int total, int useful, int notUseful, int overridden) {
        return Map.of(
                "total", total, "usefulCount", useful, "notUsefulCount", notUseful, "overriddenCount", overridden);
    }

    private LocalDate today() {
        return database.query("SELECT (now() AT TIME ZONE 'UTC')::date")
                .iterator()
                .next()
                .getLocalDate(0);
    }
}
