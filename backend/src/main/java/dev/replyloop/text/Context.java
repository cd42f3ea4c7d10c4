package dev.replyloop.text;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;

/** The earlier turns of a conversation: 20 at most, of 20,000 code points in all. */
@Target({FIELD, PARAMETER})
@Retention(RUNTIME)
@Constraint(validatedBy = Context.Validator.class)
public @interface Context {

    int MAX_TURNS = 20;

    /** Code points of all turns together. */
    int MAX_CHARACTERS = 20_000;

    String message() default "is too much";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Lets what is missing through: the turns' own constraints decide on that. */
    final class Validator implements ConstraintValidator<Context, List<ContextTurn>> {

        @Override
        public boolean isValid(List<ContextTurn> turns, ConstraintValidatorContext context) {
            if (turns == null) {
                return true;
            }
            if (turns.size() > MAX_TURNS) {
                return refuse(context, "must hold at most " + MAX_TURNS + " turns");
            }
            long characters = turns.stream()
                    .filter(turn -> turn != null && turn.text() != null)
                    .mapToLong(turn -> turn.text().codePointCount(0, turn.text().length()))
                    .sum();
            return characters <= MAX_CHARACTERS
                    || refuse(context, "must hold at most " + MAX_CHARACTERS + " characters in all turns together");
        }

        private static boolean refuse(ConstraintValidatorContext context, String message) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            return false;
        }
    }
}
