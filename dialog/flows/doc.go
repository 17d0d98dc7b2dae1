// Package flows is what people can say to Dakoku and what comes of it: one file a conversation. It knows the words,
// the features and the tone; it refuses to know which channel it talks through, how a session is kept and how a
// record is stored.
package flows
