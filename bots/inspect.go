package bots

import (
	"context"
	"time"
)

// ProbeHeader marks a webhook that we sent ourselves: it is answered like any other and proves nothing of the platform.
const ProbeHeader = "X-Dakoku-Probe"

// Verdict is how one thing about a channel stands.
type Verdict string

// The verdicts.
const (
	Fine    Verdict = "fine"
	Odd     Verdict = "odd"     // it works, but somebody should look
	Wrong   Verdict = "wrong"   // it does not work until somebody mends it
	Unknown Verdict = "unknown" // the platform could not be asked
)

// Finding is one thing that was looked at. What and Why name a sentence; Args fill it in, by name and value.
type Finding struct {
	Verdict Verdict
	What    string // "token", "room" …
	Why     string // "ok", "wrong", "other" …
	Args    []any
}

// Inspection is what a platform says of a channel.
type Inspection struct {
	Findings []Finding
	// Options are settings the platform told by itself, such as the bot's own id, by the names a channel has for them.
	Options map[string]string
}

// Note adds a finding.
func (i *Inspection) Note(v Verdict, what, why string, args ...any) {
	i.Findings = append(i.Findings, Finding{Verdict: v, What: what, Why: why, Args: args})
}

// Tell notes a setting.
func (i *Inspection) Tell(option, value string) {
	if i.Options == nil {
		i.Options = map[string]string{}
	}
	i.Options[option] = value
}

// Inspector is a Platform whose channels can be looked at while they are set up (接続確認).
type Inspector interface {
	Platform
	// Inspect asks the platform whether the channel is set up right; hook is the webhook's address. Nothing is said to
	// anybody. It ends at the first thing that makes the others pointless, such as a token that is not taken.
	Inspect(ctx context.Context, ch Channel, hook string) Inspection
	// Try asks only whether the channel's token is taken and whose it is.
	Try(ctx context.Context, ch Channel) Inspection
	// Probe is a webhook that says nothing, signed with a secret as the platform would.
	Probe(ch Channel, secret string, now time.Time) Request
	// Names are what users call themselves there, as far as the platform tells. Nobody is recognised by them.
	Names(ctx context.Context, ch Channel, users []string) map[string]string
	// Month tells how much of a month's messages is left, on platforms that count them; else nothing.
	Month(ctx context.Context, ch Channel) Inspection
	// Status is the HTTP status that the note of a row not sent tells of; 0: none.
	Status(note string) int
}
