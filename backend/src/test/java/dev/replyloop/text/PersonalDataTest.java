package dev.replyloop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a customer never reaches another one's prompt, and what near misses stay. */
class PersonalDataTest {

    private static final PersonalData DATA =
            new PersonalData("DE", List.of("ourshop.example", "+49 800 330 1000", "10115"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write to jo.doe+x@mail.example please         | write to [EMAIL] please
            schreib an müller@bücher.example              | schreib an [EMAIL]
            连络jo@mail.example谢谢                       | 连络[EMAIL]谢谢
            call +44 20 7946 0958 today                   | call [PHONE] today
            ruf 030 1234567 an                            | ruf [PHONE] an
            (415) 555-2671 or later                       | [PHONE] or later
            电话 138-1234-5678。                          | 电话 [PHONE]。
            card 4111 1111 1111 1111 was charged          | card [CARD] was charged
            IBAN DE89 3704 0044 0532 0130 00 is mine      | IBAN [IBAN] is mine
            GB82WEST12345698765432                        | [IBAN]
            from 192.168.0.17 and 2001:db8::8a2e:370:7334 | from [IP] and [IP 2]
            see https://a.example/r?token=abc             | see [LINK]
            see https://a.example/reset/8f3kd92kfj3k      | see [LINK]
            my order A-100234 is late                     | my order [NUMBER] is late
            注文番号は1234567です                          | 注文番号は[NUMBER]です
            """)
    void masksWhatIsOneCustomers(String text, String masked) {
        assertEquals(masked, DATA.mask(text, "", Map.of()).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version 1.2.3 since 2026",
                "it costs 49.90 EUR, 20 % off",
                "on 12.03. at 18:30",
                "since 12.03.2026 or 2026-03-12",
                "it was 1.234,56 EUR",
                "see https://a.example/help/returns",
                "write to help@ourshop.example",
                "call +49 800 330 1000",
                "we are in 10115 Berlin",
                "IBAN DE00 is wrong",
                "300.1.2.3 is no address",
                "the ratio is 3:2",
                "お届けは3日後です",
                "",
                "👍"
            })
    void keepsWhatIsNobodys(String text) {
        assertEquals(text, DATA.mask(text, "", Map.of()).message());
    }

    @Test
    void masksANameWhereverThePairHasIt() {
        MaskedPair masked = DATA.mask(
                "Hello, I am Erika Mustermann and my cup broke.\n\nKind regards\nErika",
                "Dear Ms Mustermann, a new cup is on its way, Erika.",
                Map.of());
        assertFalse((masked.message() + masked.reply()).matches("(?s).*(Erika|Mustermann).*"), masked.toString());
    }

    @Test
    void masksTheFamilyNameBesideAFirstName() {
        assertEquals(
                "Hello, it's [NAME] [NAME 2]. My parcel is late.\n\nThanks\n[NAME]",
                DATA.mask("Hello, it's Ada Lindholm. My parcel is late.\n\nThanks\nAda", "", Map.of())
                        .message());
        assertEquals(
                "We wrote to [NAME] [NAME 2].\n\nThanks\n[NAME]",
                DATA.mask("We wrote to Ada Lindholm.\n\nThanks\nAda", "", Map.of())
                        .message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi there, we will help.",
                "Dear Customer, it is sent.",
                "Hello Team",
                "I am not happy.",
                "I am Very sorry"
            })
    void takesAGreetingOfNobodyForNoName(String text) {
        assertEquals(text, DATA.mask(text, "", Map.of()).message());
    }

    @Test
    void givesTheSameThingTheSamePlaceholder() {
        assertEquals(
                new MaskedPair("from [EMAIL] to [EMAIL 2]", "not [EMAIL 2] but [EMAIL]"),
                DATA.mask("from a@x.example to b@x.example", "not B@x.example but a@x.example", Map.of()));
    }

    @Test
    void masksADetailThatHardlyAnybodyElseHas() {
        String message = "Deliver it to Lindenallee 7b, my code is QX7T.";
        String reply = "We deliver to Lindenallee 7b now; QX7T is used up. Choose Premium next time.";
        assertEquals(
                "We deliver to [DETAIL] [DETAIL 2] now; [DETAIL 3] is used up. Choose Premium next time.",
                DATA.mask(message, reply, PersonalData.messagesByWord(List.of(message, "to Lindenallee", "QX7T", "x")))
                        .reply());
        List<String> others = List.of(message, "QX7T?", "is QX7T valid", "the code qx7t");
        assertEquals(
                "We deliver to [DETAIL] [DETAIL 2] now; QX7T is used up. Choose Premium next time.",
                DATA.mask(message, reply, PersonalData.messagesByWord(others)).reply());
    }

    @Test
    void endlessTextsTakeNoTime() {
        for (String text : List.of(
                "a".repeat(20_000),
                "1".repeat(20_000),
                "1 ".repeat(10_000),
                "a.".repeat(10_000) + "@",
                "Dear ".repeat(4_000),
                "A-1".repeat(6_000),
                "::1".repeat(6_000),
                "\n".repeat(20_000),
                "😀".repeat(10_001))) {
            assertTimeout(
                    Duration.ofSeconds(5), () -> DATA.mask(text, text, PersonalData.messagesByWord(List.of(text))));
        }
    }

    @Test
    void refusesACountryThatThereIsNot() {
        assertThrows(IllegalArgumentException.class, () -> new PersonalData("XX", List.of()));
    }
}
