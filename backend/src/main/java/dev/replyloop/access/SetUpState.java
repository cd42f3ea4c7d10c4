package dev.replyloop.access;

/** Whether somebody has to become the first admin before anybody can sign in. */
public record SetUpState(boolean needed) {}
