// Package domain is the kernel every feature stands on: ids, who acts, when, and how a refusal is said.
// It knows no feature, no storage and no channel.
package domain
