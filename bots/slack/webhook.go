package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
)

// Receive verifies a webhook and makes inbox items of it. Every signed body is answered with 200, also one that
// cannot be read: Slack would send it again and switch the subscription off in the end.
func (p *Platform) Receive(ch bots.Channel, r bots.Request) (bots.Intake, error) {
	sentAt, ok := verify(ch, r.Header, r.Body, r.Now)
	if !ok {
		return bots.Intake{}, bots.ErrSignature
	}
	switch r.Path {
	case "/events":
		var e envelope
		if json.Unmarshal(r.Body, &e) == nil && e.Type == "url_verification" {
			return bots.Intake{Answer: []byte(e.Challenge), ContentType: "text/plain; charset=utf-8"}, nil
		}
		return bots.Intake{Events: newItems(ch, r.Body, r.Now)}, nil
	case "/interactions":
		// The query is not signed, so the payload is taken from the body only.
		form, err := url.ParseQuery(string(r.Body))
		if err != nil || form.Get("payload") == "" {
			return bots.Intake{Events: unreadable(ch, r.Body, r.Now)}, nil
		}
		return bots.Intake{Events: interactions(ch, []byte(form.Get("payload")), r.Now)}, nil
	case "/commands":
		form, err := url.ParseQuery(string(r.Body))
		if err != nil {
			return bots.Intake{Events: unreadable(ch, r.Body, r.Now)}, nil
		}
		return bots.Intake{Events: newItems(ch, commandBody(form.Get, sentAt), r.Now)}, nil
	}
	return bots.Intake{}, domain.Errorf(domain.NotFound, "slack: no webhook ends in %q", r.Path)
}

// meaning is a reading with what names the event and its place in time.
type meaning struct {
	event string // unique name of the event in its channel
	at    time.Time
	noise bool // not even kept
	bots.Reading
}

func drop(event string, at time.Time, why string) meaning {
	return meaning{event: event, at: at, Reading: bots.Reading{Dropped: why}}
}

// noise is what comes all the time and is never meant for the bot: the echo of its own posts, other people's talk.
func noise(event string, at time.Time, why string) meaning {
	m := drop(event, at, why)
	m.noise = true
	return m
}

// newItems is a body as it is kept, none if it is noise. Of what is dropped only the reason is kept: the app may be in rooms
// where people talk about other things. Of a deleted message the name is kept.
func newItems(ch bots.Channel, body []byte, now time.Time) []inbox.Item {
	m := understand(ch, body)
	switch {
	case m.noise:
		return nil
	case m.event == "":
		return unreadable(ch, body, now)
	case m.Dropped != "":
		body = droppedBody(m.Dropped)
	case m.Activity.Kind == dialog.Withdrawn:
		body = withoutText(body)
	}
	if m.at.IsZero() {
		m.at = now
	}
	return []inbox.Item{{
		EventID:      m.event,
		Conversation: string(ch.ID) + "/" + first(m.User, m.Place, "-"),
		At:           m.at,
		Body:         body,
	}}
}

// unreadable is a signed body that makes no sense. Its name is its content, so that copies of it are one.
func unreadable(ch bots.Channel, body []byte, now time.Time) []inbox.Item {
	sum := sha256.Sum256(body)
	return []inbox.Item{{
		EventID:      "bad/" + hex.EncodeToString(sum[:16]),
		Conversation: string(ch.ID) + "/-",
		At:           now,
		Body:         droppedBody("malformed"),
	}}
}

func droppedBody(why string) []byte {
	b, _ := json.Marshal(map[string]string{"type": typeDropped, "reason": why}) // strings always marshal
	return b
}

// Read turns a stored event into what a person did.
func (p *Platform) Read(ch bots.Channel, item inbox.Item) (bots.Reading, error) {
	if len(item.Body) == 0 {
		return bots.Reading{Dropped: "its author withdrew it"}, nil
	}
	m := understand(ch, item.Body)
	if m.event == "" && m.Dropped == "" {
		m.Dropped = "malformed"
	}
	return m.Reading, nil
}

// understand reads a body of any kind. Without an event's name it could not be read.
func understand(ch bots.Channel, body []byte) meaning {
	var e envelope
	if json.Unmarshal(body, &e) != nil {
		return meaning{}
	}
	switch e.Type {
	case "event_callback":
		return e.read(ch)
	case typeCommand:
		return readCommand(ch, body)
	case typeDropped:
		return drop("", time.Time{}, e.Reason)
	case "app_rate_limited":
		at := time.Unix(e.Minute, 0).UTC()
		return drop("lim/"+e.Team+"/"+at.Format("200601021504"), at, "Slack held back deliveries in this minute: too many an hour")
	case "":
		return meaning{}
	}
	return readInteraction(ch, body)
}
