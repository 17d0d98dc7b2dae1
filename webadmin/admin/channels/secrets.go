package channels

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Secrets are what webhooks may be signed with now, and how one is exchanged for another (シークレットの交換).
type Secrets struct {
	Rows  []Kept
	Field ui.Field // for one more
	Full  bool     // one must be dropped before another is taken
	Two   bool     // two are taken: when the new one is in use, the old one can go
	How   string   // what to do, by platform
}

// Kept is one secret: its end, and since when. The rest of it is never shown.
type Kept struct {
	Slot, Tail, Since string
	Drop              bool // it may go
}

func secrets(v *shell.Visit, ch org.Channel, wrong string) Secrets {
	have := ch.Signings()
	s := Secrets{How: v.T("channels.exchange." + string(ch.Kind)), Two: len(have) > 1,
		Field: ui.Field{Name: "signing", Label: v.T("channels.exchange.new"), Type: "password", Autocomplete: "new-password", Error: wrong, Required: true, Max: maxInput}}
	for _, one := range have {
		s.Rows = append(s.Rows, Kept{Slot: one.Slot, Tail: tail(v, one.Secret), Drop: len(have) > 1})
	}
	s.Full = ch.FullySigned()
	return s
}

// since notes when a secret was given, by the newest deed about it.
func (s *Secrets) since(v *shell.Visit, when string, row audit.Row) {
	if row.After.Master == nil {
		return
	}
	for i, kept := range s.Rows {
		touched := slices.ContainsFunc(row.After.Master.Fields, func(f audit.Field) bool { return f.Name == company.SecretPrefix+kept.Slot && f.After != "" })
		if kept.Since == "" && touched {
			s.Rows[i].Since = v.T("channels.since", "at", when)
		}
	}
}

// switchedOff tells whether a deed switched the channel off.
func switchedOff(row audit.Row) bool {
	return row.After.Master != nil && slices.ContainsFunc(row.After.Master.Fields, func(f audit.Field) bool { return f.Name == "active" && f.After == "" })
}

// changed are the fields a deed changed, in words.
func changed(v *shell.Visit, row audit.Row) string {
	if row.After.Master == nil || len(row.After.Master.Fields) == 0 {
		return v.T("channels.past.new")
	}
	var said []string
	for _, f := range row.After.Master.Fields {
		word := v.T("channels.field.options")
		switch {
		case f.Name == "active" && f.After == "":
			word = v.T("channels.past.off")
		case f.Name == "active":
			word = v.T("channels.past.on")
		case strings.HasPrefix(f.Name, company.SecretPrefix):
			word = v.T("channels.field.secret")
		}
		if !slices.Contains(said, word) {
			said = append(said, word)
		}
	}
	return locale.List(v.Lang(), said)
}
