package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// maxAct is the largest thing a person can do on the page.
const maxAct = 256 << 10

// act is what somebody did on the page.
type act struct {
	As       string            `json:"as"`
	Do       string            `json:"do"`
	Text     string            `json:"text"`
	ID       string            `json:"id"`   // of a message
	Place    string            `json:"room"` // a Chatwork room or a Slack channel
	Action   map[string]any    `json:"action"`
	Value    string            `json:"value"`
	Surface  Surface           `json:"surface"`
	Filled   map[string]string `json:"filled"`
	Sticker  [2]string         `json:"sticker"`
	Keywords string            `json:"keywords"`
	Seconds  int               `json:"seconds"`
	Platform domain.Door       `json:"platform"`
	Faults   Faults            `json:"faults"`
}

// acted is what came of it.
type acted struct {
	Sent   bool   `json:"sent"` // a webhook was sent
	Acked  bool   `json:"acked"`
	Status int    `json:"status"`
	Rush   [2]int `json:"rush,omitzero"` // webhooks acknowledged, and sent
	Error  string `json:"error,omitempty"`
}

func (p *page) serveAct(w http.ResponseWriter, r *http.Request) {
	// JSON from another site would need a preflight, which nobody answers: no page elsewhere can act here.
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		http.Error(w, "application/json only", http.StatusUnsupportedMediaType)
		return
	}
	var a act
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(&a); err != nil {
		writeJSON(w, http.StatusBadRequest, acted{Error: "no JSON"})
		return
	}
	if a.Do == "stage.rush" {
		acked, sent := p.Rush(r.Context(), a.Text)
		writeJSON(w, http.StatusOK, acted{Sent: true, Acked: acked == sent, Rush: [2]int{acked, sent}})
		return
	}
	d, sent, err := p.act(r.Context(), a)
	p.touch()
	if err != nil {
		writeJSON(w, http.StatusUnprocessableEntity, acted{Error: err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, acted{Sent: sent, Acked: d.Acked, Status: d.Status})
}

// act does it; sent says whether a webhook was to be sent.
func (p *page) act(ctx context.Context, a act) (d Delivery, sent bool, err error) {
	platform, verb, _ := strings.Cut(a.Do, ".")
	who, ok := p.person(a.As)
	if !ok && platform != "clock" && platform != "stage" {
		return d, false, domain.Errorf(domain.NotFound, "sandbox: nobody is called %q", a.As)
	}
	switch {
	case platform == "stage":
		return d, false, p.actStage(ctx, verb, a)
	case platform == "clock":
		return d, false, p.actClock(verb, a)
	case platform == "line" && p.LINE != nil:
		d, err = p.actLINE(ctx, verb, who.LINE, a)
	case platform == "chatwork" && p.Chatwork != nil:
		d, err = p.actChatwork(ctx, verb, who.Chatwork, a)
	case platform == "slack" && p.Slack != nil:
		d, err = p.actSlack(ctx, verb, who.Slack, a)
	default:
		err = unknownAct(a.Do)
	}
	return d, d.Status != 0 || d.Err != nil, err
}

func unknownAct(do string) error {
	return domain.Errorf(domain.Invalid, "sandbox: nobody can do %q", do)
}

func (p *page) actStage(ctx context.Context, verb string, a act) error {
	switch verb {
	case "faults":
		p.SetFaults(a.Platform, a.Faults)
	case "forget":
		p.ForgetProblems()
	case "webhook":
		if p.LINE == nil {
			return unknownAct("stage." + verb)
		}
		p.LINE.SetWebhook(strings.TrimSpace(a.Value), a.Value != "")
	case "redeliver":
		p.Redeliver(ctx, a.Platform)
	default:
		return unknownAct("stage." + verb)
	}
	return nil
}

func (p *page) actClock(verb string, a act) error {
	switch verb {
	case "set":
		t, err := time.ParseInLocation("2006-01-02T15:04", a.Value, p.zone)
		if err != nil {
			return domain.Errorf(domain.Invalid, "sandbox: %q is no time", a.Value)
		}
		p.clock.Set(t)
	case "advance":
		p.clock.Advance(time.Duration(a.Seconds) * time.Second)
	case "reset":
		p.clock.Reset()
	default:
		return unknownAct("clock." + verb)
	}
	return nil
}

func (p *page) actLINE(ctx context.Context, verb, user string, a act) (Delivery, error) {
	switch verb {
	case "say":
		return p.LINE.Say(ctx, user, a.Text)
	case "stick":
		return p.LINE.Stick(ctx, user, a.Sticker[0], a.Sticker[1], strings.Split(a.Keywords, ",")...)
	case "tap":
		return p.LINE.Tap(ctx, user, a.Action, a.Value)
	case "unsend":
		return p.LINE.Unsend(ctx, user, a.ID)
	case "follow":
		return p.LINE.Follow(ctx, user)
	case "block":
		return p.LINE.Block(ctx, user)
	case "forget":
		p.LINE.Forget(user)
		return Delivery{}, nil
	}
	return Delivery{}, unknownAct("line." + verb)
}

func (p *page) actChatwork(ctx context.Context, verb, user string, a act) (Delivery, error) {
	switch verb {
	case "say":
		return p.Chatwork.Say(ctx, user, a.Place, a.Text)
	case "reply":
		return p.Chatwork.Reply(ctx, user, a.Place, a.ID, a.Text)
	case "edit":
		return p.Chatwork.Edit(ctx, user, a.Place, a.ID, a.Text)
	case "delete":
		return Delivery{}, p.Chatwork.Delete(user, a.Place, a.ID)
	case "ask":
		return Delivery{}, p.Chatwork.Ask(user, a.Text)
	}
	return Delivery{}, unknownAct("chatwork." + verb)
}

func (p *page) actSlack(ctx context.Context, verb, user string, a act) (Delivery, error) {
	switch verb {
	case "say":
		if command, rest, _ := strings.Cut(a.Text, " "); strings.HasPrefix(command, "/") {
			return p.Slack.Command(ctx, user, a.Place, command, strings.TrimSpace(rest))
		}
		return p.Slack.Say(ctx, user, a.Place, a.Text)
	case "edit":
		return p.Slack.Edit(ctx, user, a.Place, a.ID, a.Text)
	case "delete":
		return p.Slack.Delete(ctx, user, a.Place, a.ID)
	case "react":
		return p.Slack.React(ctx, user, a.Place, a.ID, a.Text)
	case "tap":
		return p.Slack.Tap(ctx, user, a.Surface, sameAs(a.Action), a.Value)
	case "open":
		return p.Slack.Open(ctx, user, a.Text)
	case "submit":
		return p.Slack.Submit(ctx, user, a.Filled)
	case "close":
		p.Slack.Close(user)
		return Delivery{}, nil
	}
	return Delivery{}, unknownAct("slack." + verb)
}
