package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.TextFile.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of people, products and places that conversations draw from. */
record Cast(Map<String, List<String>> names, List<Product> products) {

    record Product(String name, int cents, String kind) {

        static Product parse(String text) {
            String[] columns = text.split(" \\| ");
            return new Product(columns[0], 100 * Integer.parseInt(columns[1]), columns[2]);
        }
    }

    static Cast load() {
        List<Entry> entries = TextFile.entries("facts.txt");
        Map<String, List<String>> names = entries.stream()
                .collect(Collectors.groupingBy(Entry::key, Collectors.mapping(Entry::text, Collectors.toList())));
        return new Cast(names, names.get("product").stream().map(Product::parse).toList());
    }

    String pick(String key, Dice dice) {
        return dice.pick(names.get(key));
    }

    Product pickProduct(Dice dice) {
        return dice.pick(products);
    }

    Product pickProduct(String kind, Dice dice) {
        return dice.pick(products, product -> product.kind().equals(kind) ? 1 : 0);
    }
}
