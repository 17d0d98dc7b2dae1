package slack

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
)

// pressing is a block_actions payload with the elements given, from a message in a channel.
func pressing(channel, actions string) []byte {
	payload := fmt.Sprintf(`{"type":"block_actions","user":{"id":"U0TANAKA","team_id":"T0MIHON"},"team":{"id":"T0MIHON"},"enterprise":null,
	"container":{"type":"message","message_ts":"1795165300.000100","channel_id":%q},"channel":{"id":%q},"response_url":"https://hooks.slack.com/actions/1",
	"message":{"text":"secret of the room","blocks":[{"type":"new_thing"}]},"state":null,"actions":[%s]}`, channel, channel, actions)
	return []byte(url.Values{"payload": {payload}}.Encode())
}

func TestElements(t *testing.T) {
	question := dialog.Action{Question: "q1", Arg: "time"}
	tests := []struct {
		name, element string
		action        dialog.Action
		value         string
		dropped       bool
	}{
		{"button", `"type":"button","action_id":"button1","value":"punch.void 0191"`, dialog.Action{Name: "punch.void", Arg: "0191"}, "", false},
		{"option", `"type":"overflow","action_id":"o","selected_option":{"value":"?q1 time"}`, question, "", false},
		{"date", `"type":"datepicker","action_id":"pick ?q1 time","selected_date":"2026-11-20"`, question, "2026-11-20", false},
		{"time", `"type":"timepicker","action_id":"pick ?q1 time","selected_time":"18:30"`, question, "18:30", false},
		{"time of an open question", `"type":"timepicker","action_id":"pick","selected_time":"18:30"`, dialog.Action{}, "18:30", false},
		{"date and time", `"type":"datetimepicker","action_id":"pick ?q1 time","selected_date_time":1795165200`, question, "2026-11-20T18:00", false},
		{"date emptied", `"type":"datepicker","action_id":"pick ?q1 time","selected_date":null`, dialog.Action{}, "", true},
		{"nothing selected", `"type":"static_select","action_id":"s","selected_option":null`, dialog.Action{}, "", true},
		{"link button", `"type":"button","action_id":"b"`, dialog.Action{}, "", true},
		{"unknown element", `"type":"slider","action_id":"s"`, dialog.Action{}, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := pressing("C0KINTAI", `{"action_ts":"1795165360.000100",`+tt.element+`}`)
			item, read := roundTrip(t, mihon(), "/interactions", body)
			if read.Activity.Action != tt.action || read.Activity.Value != tt.value || (read.Dropped != "") != tt.dropped {
				t.Errorf("%+v %q dropped %q", read.Activity.Action, read.Activity.Value, read.Dropped)
			}
			if strings.Contains(string(item.Body), "secret") {
				t.Error("the whole message is kept")
			}
		})
	}
}

func TestPressInARoomIsAnsweredByItsURL(t *testing.T) {
	_, read := roundTrip(t, mihon(), "/interactions", pressing("C0KINTAI", `{"type":"button","action_id":"b","value":"x","action_ts":"1795165360.000100"}`))
	to := read.Reply
	if to.Token != "https://hooks.slack.com/actions/1" || to.TokenAt != 1795165360000 || to.Direct || read.Activity.Direct || read.Place != "C0KINTAI" {
		t.Errorf("%+v", read)
	}
	if read.Activity.Message != "T0MIHON/C0KINTAI/1795165300.000100" {
		t.Errorf("about %q", read.Activity.Message)
	}
	_, read = roundTrip(t, mihon(), "/interactions", pressing("D0TANAKA", `{"type":"button","action_id":"b","value":"x","action_ts":"1795165360.000100"}`))
	if to := read.Reply; to.Token != "" || !to.Direct || to.Place != "D0TANAKA" || read.Place != "" {
		t.Errorf("%+v", read)
	}
}

func TestEveryElementIsAnEvent(t *testing.T) {
	two := `{"type":"button","action_id":"a","value":"x","action_ts":"1795165360.000100"},{"type":"button","action_id":"b","value":"y","action_ts":"1795165360.000100"}`
	got, err := New(Config{}).Receive(mihon(), signed("/interactions", pressing("D0TANAKA", two), now))
	if err != nil || len(got.Events) != 2 || got.Events[0].EventID == got.Events[1].EventID {
		t.Fatalf("%+v %v", got.Events, err)
	}
	for i, want := range []string{"x", "y"} {
		if read, _ := New(Config{}).Read(mihon(), got.Events[i]); read.Activity.Action.Name != want {
			t.Errorf("element %d asks for %q", i, read.Activity.Action.Name)
		}
	}
}

func TestSubmissionWithEveryMemberEmpty(t *testing.T) {
	body := url.Values{"payload": {`{"type":"view_submission","team":null,"user":{"id":"U1","team_id":"T0MIHON"},"view":{"id":"V1","state":{"values":{"day":{"v":{"selected_date":null}}}}}}`}}
	_, read := roundTrip(t, mihon(), "/interactions", []byte(body.Encode()))
	if read.Dropped == "" || read.Dropped == "malformed" {
		t.Fatalf("%+v", read)
	}
}

func TestCommands(t *testing.T) {
	form := url.Values{"team_id": {"T0MIHON"}, "user_id": {"U0TANAKA"}, "channel_id": {"C0TALK"}, "trigger_id": {"1.2.a"},
		"response_url": {"https://hooks.slack.com/commands/1"}, "text": {" "}}
	_, read := roundTrip(t, mihon(), "/commands", []byte(form.Encode()))
	if a := read.Activity; a.Text != "help" || !a.Direct || !a.Mention {
		t.Errorf("without words: %+v", a)
	}
	if to := read.Reply; to.Token != "https://hooks.slack.com/commands/1" || to.TokenAt != now.UnixMilli() || to.Message != "" {
		t.Errorf("answered at %+v", to)
	}
	form.Set("text", "退勤 18:00 &amp;")
	form.Set("user_id", "")
	if _, read = roundTrip(t, mihon(), "/commands", []byte(form.Encode())); read.Dropped != "malformed" {
		t.Errorf("by nobody: %+v", read)
	}
	form.Set("user_id", "U0TANAKA")
	if _, read = roundTrip(t, mihon(), "/commands", []byte(form.Encode())); read.Activity.Text != "退勤 18:00 &" {
		t.Errorf("%q", read.Activity.Text)
	}
	form.Set("team_id", "T0STRANGE")
	if _, read = roundTrip(t, mihon(), "/commands", []byte(form.Encode())); !strings.Contains(read.Dropped, "T0STRANGE") {
		t.Errorf("from a strange workspace: %+v", read)
	}
}

func TestInstant(t *testing.T) {
	for ts, want := range map[string]time.Time{
		"1795165200.000100": time.Unix(1795165200, 100000),
		"1795165200":        time.Unix(1795165200, 0),
		"1795165200.5":      time.Unix(1795165200, 5e8),
		"":                  {}, "x.1": {}, "17.x": {}, "-5.0": {},
	} {
		if got, ok := instant(ts); !got.Equal(want) || ok == want.IsZero() {
			t.Errorf("%q: %v %v", ts, got, ok)
		}
	}
}

func TestBodiesAreSmallJSON(t *testing.T) {
	item, _ := roundTrip(t, mihon(), "/interactions", pressing("D0TANAKA", `{"type":"button","action_id":"b","value":"x","action_ts":"1795165360.000100"}`))
	if !json.Valid(item.Body) || len(item.Body) > 600 {
		t.Errorf("%d bytes: %s", len(item.Body), item.Body)
	}
}
