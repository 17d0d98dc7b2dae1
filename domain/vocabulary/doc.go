// Package vocabulary decides which messages mean something: a punch, a request with a time, leave, who is in.
// One anchored grammar covers the whole message; a word inside ordinary talk never counts, and nothing is matched
// by similarity. It knows no person's state, no platform's API and records nothing.
package vocabulary
