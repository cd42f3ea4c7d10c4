/** What holds for every call: which query parameters it knows, what its body must say it is, how large it may be. */
package dev.replyloop.shared.http;
