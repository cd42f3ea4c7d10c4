package dev.replyloop.access;

import java.util.Set;

/**
 * Who somebody is, by the word of the company's identity provider.
 *
 * @param subject what they are called there, for ever; unique with the issuer
 * @param email null where it tells none
 * @param emailVerified whether the provider vouches that the address is theirs
 * @param name null where it tells none
 * @param roles those that their groups have
 */
record CompanyAccount(
        String issuer, String subject, String email, boolean emailVerified, String name, Set<Role> roles) {}
