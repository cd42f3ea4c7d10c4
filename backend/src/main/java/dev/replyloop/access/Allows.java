package dev.replyloop.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whom a resource method lets in: people who have one of the roles, and keys that have one of the scopes. {@link Role#ADMIN}
 * and {@link Scope#ADMIN} are let in everywhere, a {@link Role#VIEWER}'s methods are open to every role.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allows {

    /** Roles of people. */
    Role[] roles() default {};

    /** Scopes of programs' keys. */
    Scope[] scopes() default {};

    /** Keys that may stand in a web page are let in too, from the origins that they name. */
    boolean publicKeys() default false;

    /** Everybody who is signed in, whatever the role: for one's own session and account. */
    boolean anyPerson() default false;

    /** Also who is not known: for setting up, signing in, and telling that the service lives. */
    boolean strangers() default false;

    /** How the audit log names it, such as {@code MERGE_TOPIC}; empty: it is not logged. */
    String audit() default "";

    /** Whether the audit log holds the ids that it was done to; not where they say who somebody is. */
    boolean auditsObject() default true;

    /** How often one caller may do it. */
    Rate rate() default Rate.UNLIMITED;
}
