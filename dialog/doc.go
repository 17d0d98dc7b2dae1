// Package dialog is a small engine for conversations. A turn is a function of a session and an activity that
// returns the next session, replies and effects; nothing waits in memory for a person. It knows no channel by
// name (capabilities are data), no feature of the product and no words of its own.
package dialog
