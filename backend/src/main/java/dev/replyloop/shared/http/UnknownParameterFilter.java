package dev.replyloop.shared.http;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.Violation;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the call does not know, and a second or an empty value where it takes one: a filter with
 * a typo in its name must not look like a filter that matched all.
 */
final class UnknownParameterFilter {

    private record Query(Set<String> single, Set<String> repeated) {}

    private final Map<Method, Query> known = new ConcurrentHashMap<>();

    @ServerRequestFilter(nonBlocking = true)
    void check(ContainerRequestContext request, ResourceInfo resource, HttpServerRequest bare) {
        if (bare.query() == null) {
            return;
        }
        var given = request.getUriInfo().getQueryParameters();
        Method method = resource.getResourceMethod();
        if (given.isEmpty()
                || method == null
                || !method.getDeclaringClass().getName().startsWith("dev.replyloop.")
                || method.isAnnotationPresent(TakesAnyParameters.class)) {
            return;
        }
        Query query = known.computeIfAbsent(method, UnknownParameterFilter::queryOf);
        List<Violation> violations = given.entrySet().stream()
                .flatMap(parameter -> {
                    String name = parameter.getKey();
                    if (query.repeated.contains(name)) {
                        return Stream.empty();
                    }
                    if (!query.single.contains(name)) {
                        return Stream.of(new Violation(name, "is not a known query parameter"));
                    }
                    if (parameter.getValue().size() > 1) {
                        return Stream.of(new Violation(name, "must not be given more than once"));
                    }
                    // The framework would take an empty value for none at all.
                    return parameter.getValue().contains("")
                            ? Stream.of(new Violation(name, "must not be empty"))
                            : Stream.empty();
                })
                .toList();
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static Query queryOf(Method method) {
        Map<Boolean, Set<String>> byRepeated = Arrays.stream(method.getParameters())
                .flatMap(UnknownParameterFilter::namesOf)
                .collect(Collectors.partitioningBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toUnmodifiableSet())));
        return new Query(byRepeated.get(false), byRepeated.get(true));
    }

    private static Stream<Map.Entry<String, Boolean>> namesOf(Parameter parameter) {
        if (parameter.isAnnotationPresent(RestQuery.class)) {
            return Stream.of(Map.entry(parameter.getName(), List.class.isAssignableFrom(parameter.getType())));
        }
        if (parameter.isAnnotationPresent(BeanParam.class)) {
            return Stream.<Class<?>>iterate(parameter.getType(), Objects::nonNull, Class::getSuperclass)
                    .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                    .filter(field -> field.isAnnotationPresent(RestQuery.class))
                    .map((Field field) -> Map.entry(field.getName(), List.class.isAssignableFrom(field.getType())));
        }
        return Stream.empty();
    }
}
