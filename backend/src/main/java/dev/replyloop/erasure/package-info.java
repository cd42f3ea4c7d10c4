/** Erases many messages, behind the intake: those that somebody named, and those that are too old to be kept. */
package dev.replyloop.erasure;
