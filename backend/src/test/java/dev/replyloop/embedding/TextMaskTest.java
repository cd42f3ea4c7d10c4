package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextMaskTest {

    @Example
    void masksWhatNamesOneCustomersCase() {
        assertEquals(
                "write to email about number", TextMask.mask("write to jo.doe+1@mail.example.com about #A-100234"));
        assertEquals("see link now", TextMask.mask("see https://shop.example.com/o?id=7&x=a now"));
        assertEquals("see link now", TextMask.mask("see www.example.com now"));
        assertEquals("my order is late", TextMask.mask("@HelpDesk my order\n is  late"));
        assertEquals("I paid number on number", TextMask.mask("I paid £12.50 on 1/5/2024"));
        assertEquals("code number fails", TextMask.mask("code SPRING15 fails"));
        assertEquals("id number", TextMask.mask("id 018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60"));
    }

    @Example
    void leavesTheNamesOfThings() {
        String text = "my PS4 plays no mp3 in windows10, 2fa is on; it's a co-op game";
        assertEquals(text, TextMask.mask(text));
    }

    /** Scripts without spaces between words, and numbers that are glued to letters. */
    @Example
    void masksTheNumberAndNotTheSentenceAroundIt() {
        assertEquals("注文 number がまだ届きません", TextMask.mask("注文12345がまだ届きません"));
        assertEquals("我的订单 number 还没有到", TextMask.mask("我的订单２０２４００１还没有到"));
        assertEquals("คำสั่งซื้อ number ยังไม่มาถึง", TextMask.mask("คำสั่งซื้อ98765ยังไม่มาถึง"));
        assertEquals("주문 number 번이 안 왔어요", TextMask.mask("주문12345번이 안 왔어요"));
        assertEquals("где заказ number", TextMask.mask("где заказ12345"));
        assertEquals("メールは email まで", TextMask.mask("メールはinfo@example.comまで"));
        assertEquals("ここ link を見て", TextMask.mask("ここhttps://example.com/a?b=1を見て"));
        assertEquals("PS5が動かない", TextMask.mask("PS5が動かない"));
    }

    @Example
    void cutsWhereItMasked() {
        assertEquals("pay  …  euros", TextMask.cut("pay 1200 euros"));
    }

    @Example
    void tearsNoCharacterApart() {
        String masked = TextMask.mask("a" + "\uD83D\uDE00".repeat(3_000));
        assertFalse(Character.isHighSurrogate(masked.charAt(masked.length() - 1)));
    }

    @Property
    void leavesNoAddressLinkOrLongNumber(@ForAll("texts") String before, @ForAll("secrets") String secret) {
        String masked = TextMask.mask(before + " " + secret + " end");
        assertFalse(masked.contains(secret), masked);
        assertFalse(masked.matches(".*\\d{3}.*"), masked);
    }

    @Property(tries = 50)
    void takesAnyTextInNoTime(@ForAll("hardTexts") String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> TextMask.mask(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("", "hello", "order is late,", "say:", "Über 2 Tage", "ok.");
    }

    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> word =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(2).ofMaxLength(8);
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(3).ofMaxLength(20);
        return Arbitraries.oneOf(
                digits,
                word.map(name -> name + "@" + name + ".example"),
                word.map(name -> "https://" + name + ".example/" + name),
                digits.flatMap(number -> word.map(name -> name + "-" + number)));
    }

    /** Long runs of what the patterns are made of. */
    @Provide
    Arbitrary<String> hardTexts() {
        return Arbitraries.strings()
                .withChars("a1@._-/:+# ")
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(piece -> piece.repeat(20_000 / piece.length()));
    }
}
