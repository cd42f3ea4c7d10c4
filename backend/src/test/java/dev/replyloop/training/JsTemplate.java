package dev.replyloop.training;

import java.util.Map;

/**
 * Evaluates a JavaScript template literal as far as the contract's goes: escapes, holes, strings, names, {@code !},
 * {@code &&}, {@code ? :} and templates within templates. Written for the test alone, so that the text the contract
 * shows is itself what the builder is held to.
 */
final class JsTemplate {

    private final String source;
    private final Map<String, Object> names;
    private int at;

    private JsTemplate(String source, Map<String, Object> names) {
        this.source = source;
        this.names = names;
    }

    /**
     * @param source the literal, its backticks included
     * @param names what the names in it stand for: strings, booleans or null
     */
    static String evaluate(String source, Map<String, Object> names) {
        JsTemplate template = new JsTemplate(source, names);
        String text = template.template();
        if (template.at != source.length()) {
            throw template.unexpected();
        }
        return text;
    }

    private String template() {
        expect("`");
        StringBuilder text = new StringBuilder();
        while (!accept("`")) {
            if (accept("${")) {
                text.append(expression());
                expect("}");
            } else if (accept("\\n")) {
                text.append('\n');
            } else {
                text.append(source.charAt(at++));
            }
        }
        return text.toString();
    }

    private Object expression() {
        Object condition = conjunction();
        if (!accept("?")) {
            return condition;
        }
        Object whenTrue = expression();
        expect(":");
        Object whenFalse = expression();
        return isTruthy(condition) ? whenTrue : whenFalse;
    }

    private Object conjunction() {
        Object left = operand();
        while (accept("&&")) {
            Object right = operand();
            left = isTruthy(left) ? right : left;
        }
        return left;
    }

    private Object operand() {
        skipSpaces();
        if (accept("!")) {
            return !isTruthy(operand());
        }
        Object value;
        if (source.charAt(at) == '`') {
            value = template();
        } else if (accept("\"")) {
            int end = source.indexOf('"', at);
            value = source.substring(at, end);
            at = end + 1;
        } else {
            value = name();
        }
        skipSpaces();
        return value;
    }

    private Object name() {
        int start = at;
        while (Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
        String name = source.substring(start, at);
        if (!names.containsKey(name)) {
            throw unexpected();
        }
        return names.get(name);
    }

    private static boolean isTruthy(Object value) {
        return value != null && !Boolean.FALSE.equals(value) && !"".equals(value);
    }

    private void skipSpaces() {
        while (source.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean accept(String token) {
        boolean there = source.startsWith(token, at);
        if (there) {
            at += token.length();
        }
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("Unexpected at " + at + " in " + source);
    }
}
