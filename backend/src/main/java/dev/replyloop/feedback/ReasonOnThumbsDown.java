package dev.replyloop.feedback;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A reason says what was wrong, so a thumbs-up has none. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = ReasonOnThumbsDown.Validator.class)
@interface ReasonOnThumbsDown {

    String message() default "is for a thumbs-down only";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<ReasonOnThumbsDown, NewFeedback> {

        @Override
        public boolean isValid(NewFeedback feedback, ConstraintValidatorContext context) {
            if (feedback.reason() == null || !Boolean.TRUE.equals(feedback.useful())) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("reason")
                    .addConstraintViolation();
            return false;
        }
    }
}
