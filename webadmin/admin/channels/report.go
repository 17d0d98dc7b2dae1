package channels

import (
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Verdict is how one thing about a channel stands.
type Verdict string

// The verdicts.
const (
	Fine    Verdict = "fine"
	Odd     Verdict = "odd"
	Wrong   Verdict = "wrong"
	Unknown Verdict = "unknown"
)

// Finding is one thing that was looked at: what, how it stands, and what fills in its sentence.
type Finding struct {
	Verdict Verdict
	What    string
	Why     string
	Args    []any
}

// Report is what was found out about a channel (接続確認).
type Report struct {
	Findings []Finding
	Options  map[string]string // settings the platform told by itself
}

// Worst is the verdict that decides about the whole.
func (r Report) Worst() Verdict {
	worst := Fine
	for _, f := range r.Findings {
		for _, v := range []Verdict{Unknown, Odd, Wrong} {
			if f.Verdict == v && rank[v] > rank[worst] {
				worst = v
			}
		}
	}
	return worst
}

var rank = map[Verdict]int{Fine: 0, Unknown: 1, Odd: 2, Wrong: 3}

// Line is a finding as a person reads it: what it is about, how it stands, how to mend it.
type Line struct {
	What  string
	Badge ui.Badge
	Said  string
	Mend  string // empty: nothing is to be done
}

// badges are the shapes and colours of verdicts; the words are texts.
var badges = map[Verdict][2]string{Fine: {"in", "✓ "}, Odd: {"break", "! "}, Wrong: {"needs", "✕ "}, Unknown: {"waiting", "… "}}

// line words a finding. The text of channels.found.what.why says how it stands, that of .mend what to do.
func line(v *shell.Visit, f Finding) Line {
	b, key := badges[f.Verdict], "channels.found."+f.What+"."+f.Why
	l := Line{What: v.T("channels.found." + f.What), Badge: ui.Badge{State: b[0], Word: b[1] + v.T("channels.verdict."+string(f.Verdict))}, Said: v.T(key, f.Args...)}
	if f.Verdict != Fine {
		l.Mend = v.T(key+".mend", f.Args...)
	}
	return l
}
