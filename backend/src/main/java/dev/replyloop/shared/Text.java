package dev.replyloop.shared;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A text that PostgreSQL can hold as it came: no U+0000, no lone surrogate, at most {@link #max()} code points. */
@Target({FIELD, PARAMETER})
@Retention(RUNTIME)
@Constraint(validatedBy = Text.Validator.class)
public @interface Text {

    /** The most code points it may hold. */
    int max();

    /** Whether a text that shows nothing will do. A null is always let through: {@code @NotNull} decides on that. */
    boolean mayBeBlank() default true;

    String message() default "is not a text that can be stored";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names the first thing that is wrong with the text. */
    final class Validator implements ConstraintValidator<Text, String> {

        private int max;
        private boolean mayBeBlank;

        @Override
        public void initialize(Text constraint) {
            max = constraint.max();
            mayBeBlank = constraint.mayBeBlank();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            if (!mayBeBlank && Blank.isBlank(text)) {
                return refuse(context, "must not be blank");
            }
            // A text of few UTF-16 units can't hold more code points; only a longer one is worth the count.
            if (text.length() > max && text.codePointCount(0, text.length()) > max) {
                return refuse(context, "must hold at most " + max + " characters");
            }
            for (int i = 0; i < text.length(); i++) {
                char unit = text.charAt(i);
                if (unit == 0) {
                    return refuse(context, "must not contain the character U+0000");
                }
                if (Character.isSurrogate(unit)) {
                    if (!Character.isHighSurrogate(unit)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        return refuse(context, "must not contain a lone surrogate");
                    }
                    i++;
                }
            }
            return true;
        }

        private static boolean refuse(ConstraintValidatorContext context, String message) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            return false;
        }
    }
}
