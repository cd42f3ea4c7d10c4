/**
 * Who may do what: people sign in with an account, programs call with a key. Every resource method says by {@link
 * dev.replyloop.access.Allows} whom it lets in; one without it keeps the application from starting.
 */
package dev.replyloop.access;
