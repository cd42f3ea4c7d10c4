package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTest {

    private static final String WRITTEN = "My card was charged twice.\nCan I have the money back?";

    @Test
    void leavesAChatMessageAsItIs() {
        for (String message :
                List.of("where is my order", "Hi", "2 < 3 and 5 > 4", "Thanks,", "From: Berlin to: Rome", WRITTEN)) {
            assertEquals(message, WrittenText.of(message));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, 3 Mar 2025 at 10:12, Shop Support <help@shop.example> wrote:\n> We got your mail.\n> Regards",
                "On Mon, 3 Mar 2025 at 10:12, Shop Support Team of the Shop\n<help@shop.example> wrote:\n\nWe got your mail.",
                "Am 03.03.2025 um 10:12 schrieb Kundendienst:\n> Wir haben Ihre Mail.",
                "Le lun. 3 mars 2025 à 10:12, Service client <aide@shop.example> a écrit :\n> Nous avons reçu votre message.",
                "El lun, 3 mar 2025 a las 10:12, Ayuda (<ayuda@shop.example>) escribió:\n> Hemos recibido su correo.",
                "2025年3月3日(月) 10:12 サポート <help@shop.example>:\n> メールを受け取りました。",
                "在 2025年3月3日，客服 <help@shop.example> 写道：\n> 已收到您的邮件。",
                "-----Original Message-----\nFrom: Shop\nSent: Monday\nTo: Jo\nSubject: Your order\n\nWe got your mail.",
                "From: Shop Support <help@shop.example>\nSent: Monday, 3 March 2025 10:12\nTo: Jo\nSubject: RE: Order\n\nWe got it.",
                "Von: Kundendienst\nGesendet: Montag, 3. März 2025\nAn: Jo\nBetreff: AW: Bestellung\n\nWir haben sie.",
                "________________________________\nFrom: Shop\nSent: Monday\nTo: Jo\nSubject: RE\n\nWe got your mail.",
                "> We got your mail.\n> It will take a day.",
                "-- \nJo Doe\nHead of Things\n+49 30 1234567",
                "Kind regards,\nJo Doe\nHead of Things",
                "Mit freundlichen Grüßen\nJo Doe\nMusterstraße 1",
                "Cordialement,\nJo Doe",
                "Sent from my iPhone",
                "Get Outlook for Android",
                "This e-mail is confidential and intended only for the addressee. If you received this message in error, delete it.",
            })
    void leavesOutWhatAMailProgramAdds(String packaging) {
        assertEquals(WRITTEN, WrittenText.of(WRITTEN + "\n\n" + packaging));
        assertEquals(
                WRITTEN,
                WrittenText.of("Dear support team,\r\n\r\n" + WRITTEN + "\r\n\r\n" + packaging.replace("\n", "\r\n"))
                        .replace("\r\n", "\n"));
    }

    @Test
    void readsTheForwardedMailWhereNothingElseWasWritten() {
        assertEquals(
                "Where is my parcel?",
                WrittenText.of(
                        "Begin forwarded message:\n\nFrom: Jo\nDate: Monday\nTo: Shop\nSubject: Parcel\n\nWhere is my parcel?"));
    }

    @Test
    void readsHtmlAsItIsShown() {
        assertEquals(
                WRITTEN,
                WrittenText.of(
                        "<html><head><style>p { color: red }</style></head><body><p>Hello,</p><p>My card was charged&nbsp;twice.<br>"
                                + "Can I have the money back?</p><div class=\"gmail_signature\">Jo Doe</div>"
                                + "<div class=\"gmail_quote\">On Monday Shop wrote:<blockquote>We got it.</blockquote></div></body></html>"));
        assertEquals(
                "My card was charged twice.",
                WrittenText.of(
                        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><!--[if gte mso 9]><xml></xml><![endif]-->"
                                + "<style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=EN-GB><div class=WordSection1>"
                                + "<p class=MsoNormal><span>My card was charged twice.<o:p></o:p></span></p></div>"
                                + "<div id=\"divRplyFwdMsg\"><b>From:</b> Shop</div><div>We got your mail.</div></body></html>"));
    }

    @Test
    void leavesATextAboutMarkUpAsItIs() {
        for (String message : List.of(
                "My <div> is not centred",
                "<img src=x onerror=\"alert(1)\"> <b>bold</b> & more",
                "a <p and b> c",
                "List<String>")) {
            assertEquals(message, WrittenText.of(message));
        }
    }

    @Test
    void takesTheLabelsOffAForm() {
        assertEquals(
                "The parcel is late",
                WrittenText.of(
                        "Name: Jo Doe\nE-mail: jo@example.com\nOrder number: 1234\nMessage: The parcel is late\nConsent: yes"));
    }

    @Test
    void takesTheWholeWhereNothingElseIsThere() {
        assertEquals("> quoted alone\n> and more", WrittenText.of("> quoted alone\n> and more"));
        assertEquals("<p></p>", WrittenText.of("<p></p>").isBlank() ? "<p></p>" : WrittenText.of("<p></p>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "> ",
                "<div>",
                "On ",
                "From: x\n",
                "-",
                "_",
                "name: \n",
                "a\n",
                "On a wrote\n",
                "=\n",
                "<p><!--"
            })
    void takesAnyTextInNoTime(String piece) {
        String text = piece.repeat(20_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> WrittenText.of(text));
    }

    @Test
    void aLineThatManyMessagesRepeatIsNoneOfTheirMatter() {
        RepeatedLines lines = new RepeatedLines();
        String footer = "Ticket raised through the Acme customer portal";
        boolean found = false;
        for (int i = 0; i < 30; i++) {
            found |= lines.learn("Question number " + "x".repeat(i + 1) + " is about something\n" + footer);
        }
        assertEquals(true, found);
        assertEquals("My parcel is late", lines.without("My parcel is late\n" + footer));
        assertEquals(footer, lines.without(footer));
    }

    @Test
    void shortMessagesThatManySendAreKept() {
        RepeatedLines lines = new RepeatedLines();
        for (int i = 0; i < 100; i++) {
            lines.learn("Where is my order?");
        }
        assertEquals("Where is my order?\nIt is late", lines.without("Where is my order?\nIt is late"));
    }
}
