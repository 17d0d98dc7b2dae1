package slack

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

// asking is a question with a form of every kind of entry.
func asking() dialog.Reply {
	kinds := []dialog.Option{{Value: "in", Label: "出勤"}, {Value: "out", Label: "退勤"}}
	return dialog.Reply{Lang: "ja", Tone: dialog.Ask, Title: "いつの打刻を直しますか？",
		Choices: []dialog.Choice{choice("やめる", "やめる", dialog.Action{Question: "q7", Arg: "cancel"})},
		Form: &dialog.Form{Title: "打刻の訂正", Send: "確認へ", Close: "やめる", Inputs: []dialog.Entry{
			{Name: "day", Label: "日付", Kind: dialog.EntryDate, Initial: "2026-11-19"},
			{Name: "kind", Label: "打刻", Kind: dialog.EntryOne, Initial: "out", Options: kinds},
			{Name: "time", Label: "時刻", Kind: dialog.EntryTime},
			{Name: "next", Label: "日をまたいだとき", Kind: dialog.EntryTick, Optional: true, Options: []dialog.Option{{Value: "next", Label: "翌日の時刻"}}},
			{Name: "reasons", Label: "事由", Kind: dialog.EntrySome, Most: 2, Optional: true, Options: []dialog.Option{{Value: "forgot", Label: "打刻忘れ"}}},
			{Name: "text", Label: "メモ", Kind: dialog.EntryText, Most: 500, Optional: true},
		}}}
}

func TestGoldenForm(t *testing.T) {
	q := asking()
	view, ok := renderSheet(*q.Form, q.Choices, "D0TANAKA", tokyo)
	if golden(t, "view_form", view); !ok {
		t.Error("no form of an open question")
	}
	if _, ok := renderSheet(*q.Form, nil, "D0TANAKA", tokyo); ok {
		t.Error("a form of no question")
	}
}

// TestForm opens a form above its question, which comes in any case: in time, late, refused and without a press.
func TestForm(t *testing.T) {
	fresh := outbox.Address{User: "U0TANAKA", Place: "D0TANAKA", Direct: true, Trigger: "1.2.abc", TokenAt: now.UnixMilli()}
	late, none := fresh, fresh
	late.TokenAt, none.Trigger = now.Add(-triggerLife).UnixMilli(), ""
	for name, c := range map[string]struct {
		to     outbox.Address
		answer []answer
		want   string
	}{
		"in time":  {fresh, nil, "views.open chat.postMessage"},
		"late":     {late, nil, "chat.postMessage"},
		"refused":  {fresh, []answer{failing("expired_trigger_id")}, "views.open chat.postMessage"},
		"broken":   {fresh, []answer{{cut: true}}, "views.open chat.postMessage"},
		"no press": {none, nil, "chat.postMessage"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.script[methodSheet] = c.answer
			if r := b.send(b.row(c.to, asking())); r.State != outbox.Sent || b.methods() != c.want {
				t.Errorf("%+v %s", r, b.methods())
			}
		})
	}
	b := newBench(t)
	b.script[methodPost] = []answer{{status: 500}}
	row := b.row(fresh, asking())
	b.send(row)
	if b.send(row); strings.Count(b.methods(), methodSheet) != 1 {
		t.Errorf("a trigger works once: %s", b.methods())
	}
}

// TestSubmission reads a form that was sent as the answer to its question, in the conversation it was asked in.
func TestSubmission(t *testing.T) {
	const filled = `{"day":{"day":{"type":"datepicker","selected_date":"2026-11-19"}},"kind":{"kind":{"type":"static_select","selected_option":{"value":"out"}}},
		"time":{"time":{"type":"timepicker","selected_time":"18:30"}},"next":{"next":{"type":"checkboxes","selected_options":[]}},
		"reasons":{"reasons":{"type":"multi_static_select","selected_options":[{"value":"forgot"},{"value":"train"}]}},
		"text":{"text":{"type":"plain_text_input","value":" 会議\n"}}}`
	send := func(private string) (read struct {
		dropped string
		direct  bool
		place   string
	}, a dialog.Activity) {
		body := url.Values{"payload": {fmt.Sprintf(`{"type":"view_submission","team":{"id":"T0MIHON"},"user":{"id":"U0TANAKA","team_id":"T0MIHON"},"trigger_id":"9.9.z",
			"view":{"id":"V7","callback_id":"form","private_metadata":%q,"state":{"values":%s}}}`, private, filled)}}
		_, got := roundTrip(t, mihon(), "/interactions", []byte(body.Encode()))
		read.dropped, read.direct, read.place = got.Dropped, got.Reply.Direct, got.Reply.Place
		return read, got.Activity
	}
	want := dialog.Values{"day": {"2026-11-19"}, "kind": {"out"}, "time": {"18:30"}, "reasons": {"forgot", "train"}, "text": {"会議"}}
	for place, direct := range map[string]bool{"D0TANAKA": true, "C0KINTAI": false} {
		got, a := send(place + " q7")
		if got.dropped != "" || got.place != place || got.direct != direct || a.Direct != direct {
			t.Errorf("%s: %+v", place, got)
		}
		if a.Kind != dialog.Pressed || a.Action != (dialog.Action{Question: "q7"}) || !reflect.DeepEqual(a.Form, want) || a.At.Sub(now).Abs() > time.Second {
			t.Errorf("%s: %+v", place, a)
		}
	}
	if got, _ := send(""); got.dropped == "" {
		t.Error("a form of no question answers one")
	}
}
