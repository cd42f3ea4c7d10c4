package dev.replyloop.access;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An e-mail address as people sign in with it: something, an @, something, no white space, 254 characters at most. */
@Size(max = EmailAddress.MAX)
@Pattern(regexp = EmailAddress.SYNTAX)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface EmailAddress {

    int MAX = 254;
    String SYNTAX = "[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+";

    String message() default "must be an e-mail address of at most 254 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
