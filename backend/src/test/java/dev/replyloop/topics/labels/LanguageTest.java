package dev.replyloop.topics.labels;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where is my order? It should have been here yesterday.",
                "code WREN15 doesn't work",
                "Schwarz GmbH invoice 4711 wrong address",
                "ok",
                "👍",
                "",
                "My tablet shows エラー when I open the app"
            })
    void takesForEnglishWhatMayBe(String text) {
        assertTrue(Language.mayBeEnglish(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wo bleibt meine Bestellung? Sie sollte gestern ankommen.",
                "Je ne peux pas me connecter à mon compte depuis hier.",
                "No puedo entrar en mi cuenta desde ayer.",
                "Vorrei sapere dove si trova il mio ordine.",
                "Gostaria de saber onde está a minha encomenda.",
                "Waar blijft mijn bestelling? Het zou gisteren komen.",
                "Gdzie jest moje zamówienie? Miało przyjść wczoraj rano kurierem.",
                "Где мой заказ?",
                "注文した商品がまだ届きません。",
                "我的订单还没有到。",
                "제 주문은 어디에 있나요?",
                "คำสั่งซื้อของฉันอยู่ที่ไหน"
            })
    void knowsWhatIsAnotherLanguage(String text) {
        assertFalse(Language.mayBeEnglish(text));
    }
}
