package flows_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestAnonymousLeavesNoText: whatever is typed while an anonymous survey may be answered is forgotten unless it says something
// else, wherever it was typed; and nothing that is kept, said or to be said repeats it.
func TestAnonymousLeavesNoText(t *testing.T) {
	for name, c := range map[string]struct {
		says   []string
		stays  string // what the event still says
		survey string
	}{
		"an answer":               {[]string{"わるい"}, "", "anonymous comment"},
		"with the number":         {[]string{"1 わるい"}, "", "anonymous comment"},
		"a button":                {[]string{"[わるい]"}, "", "anonymous comment"},
		"mistyped":                {[]string{"わるいい"}, "", "anonymous comment"},
		"a whole sentence":        {[]string{"残業が多くてわるいと思う"}, "", "anonymous comment"},
		"into another question":   {[]string{"訂正", "わるい…"}, "訂正", "anonymous comment"},
		"a comment":               {[]string{"わるい", "[ひとこと添える]", "わるいのは残業です"}, "[ひとこと添える]", "anonymous comment"},
		"a comment that is long":  {[]string{"わるい", "[ひとこと添える]", strings.Repeat("わるい", 200)}, "[ひとこと添える]", "anonymous comment"},
		"edited into an answer":   {[]string{"わる", "(編集) わるい"}, "", "anonymous comment"},
		"edited into something":   {[]string{"よ", "(編集) わるいかも"}, "", "anonymous comment"},
		"after the deadline":      {[]string{"@ 2026-12-02 9:00 line", "わるい", "わるいよ"}, "", "anonymous comment"},
		"a command stays":         {[]string{"今日", "出勤"}, "今日 出勤", "anonymous comment"},
		"where names are told":    {[]string{"わるいい"}, "わるいい", "comment"},
		"several at once":         {[]string{"よい、わるい", "1 よい、わるい", "1 よい わるい"}, "", "anonymous multiple"},
		"two of which one is not": {[]string{"+ アンケート 昼食 | | よい わるい | 12/1 18:00", "わるい"}, "", "anonymous comment"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, "umi")
			s.at("2026-11-20 12:00 line")
			s.fact("アンケート 働きやすさ | | よい ふつう わるい | 12/1 18:00 " + c.survey)
			s.proceed()
			s.act("田中", "アンケート") // shown, with its buttons
			for _, words := range c.says {
				switch {
				case strings.HasPrefix(words, "@ "):
					s.at(words[2:])
					continue
				case strings.HasPrefix(words, "+ "):
					s.fact(words[2:])
					s.proceed()
					continue
				}
				ref := fmt.Sprintf("event %d", s.events+1)
				item := inbox.Item{ID: domain.ID(ref), Tenant: s.tenant.ID, Channel: s.channels[domain.LINE], EventID: ref, Message: fmt.Sprintf("m%d", s.events+1),
					Body: []byte(words), At: s.now, ReceivedAt: s.now, NextAt: s.now, State: inbox.Done}
				_, err := s.store.Inbox().Add(t.Context(), []inbox.Item{item})
				s.ok(err)
				if said := strings.Join(s.act("田中", words), "\n"); strings.Contains(c.survey, "anonymous") && strings.Contains(said, "わるいの") {
					t.Errorf("repeated: %s", said)
				}
			}
			s.ok(s.store.Forget(t.Context()))
			var stays []string
			for _, b := range storetest.Bytes(t, s.store, "SELECT body FROM inbox ORDER BY id") {
				if len(b) > 0 {
					stays = append(stays, string(b))
				}
			}
			if got := strings.Join(stays, " "); got != c.stays {
				t.Errorf("events still say %q, want %q", got, c.stays)
			}
			if !strings.Contains(c.survey, "anonymous") {
				return
			}
			for _, q := range []string{"SELECT body FROM outbox", "SELECT v FROM kv_state", "SELECT state_before || state_after || why FROM audit"} {
				for _, b := range storetest.Bytes(t, s.store, q) {
					if strings.Contains(string(b), "わるいい") || strings.Contains(string(b), "残業") {
						t.Errorf("%s: %s", q, b)
					}
				}
			}
		})
	}
}
