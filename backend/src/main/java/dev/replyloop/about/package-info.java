/** What this deployment is: its version, its reporting zone and day, and whether it shows demo data. */
package dev.replyloop.about;
