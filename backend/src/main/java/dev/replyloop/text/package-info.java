/** What is done to texts before a model or another customer sees them. Pure; every package may call in, and it calls none. */
package dev.replyloop.text;
