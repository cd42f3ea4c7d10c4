package dev.replyloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document in the repository, as tests ask it. */
final class Document {

    private final JsonNode root;

    private Document(JsonNode root) {
        this.root = root;
    }

    /** One thing that can be called. */
    record Operation(String path, String verb, JsonNode node) {

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    static Document read() {
        try {
            return new Document(new ObjectMapper().readTree(Files.readString(Api.DOCUMENT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> operations.add(new Operation(
                                path.getKey(), verb.getKey().toUpperCase(Locale.ROOT), verb.getValue()))));
        return operations;
    }

    Map<String, JsonNode> schemas() {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        root.at("/components/schemas").properties().forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
        return schemas;
    }

    /** The operation's parameters, references followed. */
    List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.node().path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
        return parameters;
    }

    /** What a reference stands for, or the node itself. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }
}
