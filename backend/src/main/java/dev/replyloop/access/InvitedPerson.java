package dev.replyloop.access;

/** A person, and the link to be handed over to them. */
public record InvitedPerson(Person person, OneTimeLink link) {}
