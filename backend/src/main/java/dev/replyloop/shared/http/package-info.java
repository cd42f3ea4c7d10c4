/** What holds for every call: which query parameters it knows, how large its body may be. */
package dev.replyloop.shared.http;
