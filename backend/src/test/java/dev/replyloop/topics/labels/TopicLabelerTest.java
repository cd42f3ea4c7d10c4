package dev.replyloop.topics.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TopicLabelerTest {

    private static final List<String> PARCELS =
            List.of("Where is my parcel?", "My parcel is late.", "The parcel did not come", "parcel where??");

    @Example
    void readsAsAPersonWouldWriteIt() {
        assertEquals(
                List.of("Card not working", "Top up by bank transfer", "Parcel"),
                names(
                        List.of("My card isn't working.", "card is NOT working", "Why is the card not working?"),
                        List.of(
                                "I want to top up by bank transfer",
                                "Top up by bank transfer please!",
                                "how do I top up by a bank transfer"),
                        PARCELS));
    }

    @Example
    void readsOtherLanguages() {
        List<String> names = names(
                List.of(
                        "Guten Tag, mein Paket ist nicht angekommen.",
                        "Das Paket ist nicht angekommen, bitte helfen Sie mir",
                        "Wo ist es? Paket ist nicht angekommen"),
                List.of(
                        "Bonjour, je vous écris pour le remboursement de ma commande",
                        "Remboursement de ma commande svp",
                        "Je voudrais le remboursement de ma commande"),
                List.of(
                        "Hola, no puedo cambiar la contraseña de la cuenta",
                        "¿Cómo puedo cambiar la contraseña?",
                        "Necesito cambiar la contraseña por favor"),
                List.of("注文した商品がまだ届きません。", "商品が届かないです", "商品が届きません。確認してください"),
                List.of("我的订单还没有发货", "订单什么时候发货？", "请问订单为什么没有发货"),
                PARCELS);
        assertEquals("Paket ist nicht angekommen", names.get(0));
        assertEquals("Remboursement de ma commande", names.get(1));
        assertEquals("Cambiar la contraseña", names.get(2));
        assertTrue(names.get(3).startsWith("商品が届"), names.get(3));
        assertTrue(names.get(4).contains("订单") || names.get(4).contains("发货"), names.get(4));
    }

    @Example
    void beginsAndEndsWithNoFunctionWordOrGreeting() {
        List<String> names = names(
                List.of("Der Drucker druckt nicht", "Der Drucker geht nicht", "Hallo, der Drucker streikt"),
                List.of("La facture est fausse", "la facture est en double", "Bonjour la facture n'est pas là"),
                PARCELS);
        for (String name : names) {
            assertFalse(name.toLowerCase().matches("(?:der|die|das|la|le|les|je|ich|hallo|bonjour)(?: .*)?"), name);
        }
    }

    @Example
    void keepsNamesOfThingsWhole() {
        List<String> names = names(
                List.of("The CI/CD pipeline fails", "CI/CD pipeline broken", "my CI/CD pipeline is red"),
                List.of("Node.js upgrade broke it", "After the Node.js upgrade", "Node.js upgrade?"),
                PARCELS);
        assertEquals("CI/CD pipeline", names.get(0));
        assertEquals("Node.js upgrade", names.get(1));
    }

    @Example
    void aWordThatFitsSeveralTopicsGetsASecondOne() {
        List<String> names = names(
                List.of("order pieces", "my order lacks pieces", "the order came, some pieces didn't", "order"),
                List.of("order cancelled", "my order was cancelled", "order cancelled?"),
                List.of("change address of order", "change the address of my order", "order: change address"));
        assertTrue(names.stream().allMatch(name -> name.contains(" ")), names::toString);
    }

    @Example
    void theSecondWordIsNoLooseEnd() {
        List<String> names = names(
                List.of("refund not here", "my refund, not on my account", "refund not in full", "refund"),
                List.of("refund the parcel", "a refund of the parcel", "parcel refund"),
                List.of("refund by card", "card refund", "refund to my card"));
        assertTrue(names.stream().noneMatch(name -> name.endsWith(" not")), names::toString);
    }

    @Example
    void callsGreetingsSmallTalk() {
        assertEquals(
                "Small talk", names(List.of("Hi", "ok thanks", "👍"), PARCELS).get(0));
    }

    @Example
    void noNameIsLongerThanAGlance() {
        String endless = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(6);
        for (String name : names(List.of(endless + " a", endless + " b", endless), PARCELS)) {
            assertTrue(name.length() <= 60, name);
        }
    }

    @Example
    void leavesNoNameHalfSaid() {
        assertEquals(
                List.of("Marked as delivered", "Cancel monthly coffee box", "Code not working", "Crashes"),
                names(
                                List.of("It was marked as delivered.", "marked as delivered!", "Marked as delivered?"),
                                List.of(
                                        "Cancel my monthly coffee box",
                                        "please cancel the monthly coffee box",
                                        "cancel this monthly coffee box, ok?"),
                                List.of("The code doesn't work", "code does not work", "Your code won't work"),
                                List.of("It crashes as soon as I open it", "crashes as soon as it's open"),
                                PARCELS)
                        .subList(0, 4));
    }

    @Example
    void readsOnOverWhatItDoesNotShow() {
        assertEquals(
                List.of("Card declined", "Gift card lost"),
                names(
                                List.of(
                                        "My card ending in 2694 is declined",
                                        "card 1111 declined",
                                        "Is the card ending in 12345 declined?"),
                                List.of(
                                        "A gift card over €75 was lost",
                                        "gift card over 25 lost on 3 October",
                                        "gift card jo@example.com lost"),
                                PARCELS)
                        .subList(0, 2));
    }

    @Example
    void linksOnlyWhatStandsTogether() {
        List<String> names = names(
                List.of("Invoice from last month", "the invoice from last month?", "invoice from last month, please"),
                List.of("Buy several of your mugs", "buy many of the mugs", "buy some more of those mugs"),
                List.of("Set the alarm up", "set my alarm up again", "please set the alarm up"),
                List.of("Talk to an agent", "let me talk to your agent", "talk to some agent"),
                PARCELS);
        assertEquals("Talk to agent", names.get(3));
        for (String name : names.subList(0, 3)) {
            assertFalse(name.matches(".* (from|of|up)( .*)?"), name);
        }
    }

    @Example
    void choosesThePhraseThatMeansWhatTheTopicDoes() {
        Function<String, float[]> vectors =
                phrase -> phrase.contains("refund") ? new float[] {1, 0} : new float[] {0, 1};
        List<EmbeddedMessage> messages = new ArrayList<>();
        for (String text : List.of("Refund, crossed ocean", "crossed ocean: refund?", "The refund crossed ocean")) {
            messages.add(new EmbeddedMessage(UUID.randomUUID(), text, new float[] {1, 0}));
        }
        for (String text : PARCELS) {
            messages.add(new EmbeddedMessage(UUID.randomUUID(), text, new float[] {0, 1}));
        }
        int[] topicOf = {0, 0, 0, 1, 1, 1, 1};
        int[] sizes = {3, 4};
        int[] typical = {0, 3};
        assertEquals(
                "Crossed ocean",
                TopicLabeler.of(messages, topicOf, sizes, typical, Set.of(), null)
                        .get(0));
        assertEquals(
                "Refund",
                TopicLabeler.of(messages, topicOf, sizes, typical, Set.of(), vectors)
                        .get(0));
    }

    @Example
    void keepsTheCapitalsOfThings() {
        assertEquals(
                "PayPal payment",
                names(List.of("Your PayPal payment?", "my PayPal payment", "PayPal payment!!"), PARCELS)
                        .get(0));
    }

    @Example
    void showsNoNumberAddressOrHandle() {
        List<String> names = names(
                List.of(
                        "@Desk order 12345 for jo@example.com",
                        "@Desk order 12345 https://x.example/12345",
                        "order 12345"),
                PARCELS);
        assertEquals("Order", names.get(0));
    }

    @Example
    void namesNoTwoTopicsAlike() {
        List<String> same = List.of("Cancel my order", "please cancel the order", "order cancel");
        List<String> names = names(same, same, same, same);
        assertEquals(4, new HashSet<>(names).size(), names.toString());
    }

    @Example
    void takesNoNameThatAPersonGave() {
        List<String> names = TopicLabeler.of(
                messages(PARCELS), new int[] {0, 0, 0, 0}, new int[] {4}, new int[] {0}, Set.of("Parcels"), null);
        assertFalse(names.get(0).equalsIgnoreCase("parcel"), names.toString());
    }

    @Example
    void quotesWhereNoWordStandsOut() {
        assertEquals(
                "How do I do it?",
                names(List.of("How do I do it?", "what is it", "can you?"), PARCELS)
                        .get(0));
    }

    @Example
    void endsAQuoteWhereItMasksWithOneEllipsis() {
        assertEquals(
                "How do I do it…",
                names(List.of("How do I do it 12345 67890", "what is it", "can you?"), PARCELS)
                        .get(0));
    }

    @Example
    void saysNeverWhereCustomersDo() {
        assertEquals(
                "Email never arrives",
                names(List.of("The email never arrives", "your email never arrives!", "email never arrives"), PARCELS)
                        .get(0));
    }

    @Example
    void quotesNoMarks() {
        assertEquals(
                List.of("Small talk", "Can you do it?"),
                names(List.of("...", "?!", "12345"), List.of("*** Can you do it?", "can you"), PARCELS)
                        .subList(0, 2));
    }

    @Example
    void doesNotRepeatAStem() {
        List<String> names = names(List.of("charge charged charges", "charged a charge", "charges charging"), PARCELS);
        assertEquals(1, names.get(0).split(" ").length, names.get(0));
    }

    @Property(tries = 200)
    void givesANameToAnyTexts(@ForAll List<String> texts) {
        if (!texts.isEmpty()) {
            assertTrue(names(texts, PARCELS).stream().noneMatch(name -> name == null));
        }
    }

    @SafeVarargs
    private static List<String> names(List<String>... topics) {
        List<String> texts = new ArrayList<>();
        List<Integer> topicOf = new ArrayList<>();
        int[] sizes = new int[topics.length];
        int[] typical = new int[topics.length];
        for (int topic = 0; topic < topics.length; topic++) {
            typical[topic] = texts.size();
            sizes[topic] = topics[topic].size();
            for (String text : topics[topic]) {
                texts.add(text);
                topicOf.add(topic);
            }
        }
        return TopicLabeler.of(
                messages(texts), topicOf.stream().mapToInt(topic -> topic).toArray(), sizes, typical, Set.of(), null);
    }

    private static List<EmbeddedMessage> messages(List<String> texts) {
        return texts.stream()
                .map(text -> new EmbeddedMessage(UUID.randomUUID(), text, new float[] {1}))
                .toList();
    }
}
