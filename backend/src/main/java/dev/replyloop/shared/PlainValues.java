package dev.replyloop.shared;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import java.lang.annotation.ElementType;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/**
 * What is validated here are records of requests: nothing in them is loaded when it is looked at. With an ORM beside it
 * the validator would ask, for each field of each request, whether the ORM has it at hand.
 */
@ApplicationScoped
class PlainValues implements ValidatorFactoryCustomizer {

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.traversableResolver(new AllAtHand()).enableTraversableResolverResultCache(false);
    }

    private static final class AllAtHand implements TraversableResolver {

        @Override
        public boolean isReachable(
                Object holder, Path.Node property, Class<?> rootType, Path toHolder, ElementType kind) {
            return true;
        }

        @Override
        public boolean isCascadable(
                Object holder, Path.Node property, Class<?> rootType, Path toHolder, ElementType kind) {
            return true;
        }
    }
}
