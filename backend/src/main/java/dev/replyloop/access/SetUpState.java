package dev.replyloop.access;

/**
 * How one gets in.
 *
 * @param needed somebody has to become the first admin before anybody can sign in
 * @param companyAccount how the company's own accounts are called where one can sign in with them; else null
 */
public record SetUpState(boolean needed, String companyAccount) {}
