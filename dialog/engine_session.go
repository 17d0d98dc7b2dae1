package dialog

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

const (
	sessionVersion = 1
	sessionBytes   = 4000 // a session is small: it travels with every turn that has an open question. A note of 500 letters fits
	maxFrames      = 3    // questions that wait below the newest one
	maxOffers      = 16
)

// memory is a session: open questions, newest last, and the typed forms of what is on offer.
type memory struct {
	Version int     `json:"v"`
	Frames  []frame `json:"f,omitempty"`
	Offers  []offer `json:"o,omitempty"`
	lost    bool    // something was open and is not known any more
}

// frame is one open question.
type frame struct {
	Dialog  string          `json:"d"`
	Edition int             `json:"e"`
	Step    string          `json:"s"`
	ID      string          `json:"q"` // unnamed choices carry it
	Data    json.RawMessage `json:"b,omitempty"`
	Unclear int             `json:"w,omitempty"`
	At      int64           `json:"t"` // Unix seconds of the last time it was put
	Apart   bool            `json:"p,omitempty"`
}

// offer is a choice as it can be typed.
type offer struct {
	Typed  string `json:"w"`
	Action string `json:"a"`
	At     int64  `json:"t"`
	Apart  bool   `json:"p,omitempty"` // made in the person's own chat; what he says in a room does not take it
}

// recall reads a session. What cannot be read, is of another version, or belongs to a dialog that has changed since,
// is lost: a session may always be.
func recall(data []byte, s Script, now time.Time) *memory {
	m := &memory{Version: sessionVersion}
	if len(data) == 0 {
		return m
	}
	if err := json.Unmarshal(data, m); err != nil || m.Version != sessionVersion {
		return &memory{Version: sessionVersion, lost: true}
	}
	m.Frames = slices.DeleteFunc(m.Frames, func(f frame) bool {
		d, ok := s.Dialog(f.Dialog)
		_, known := d.Steps[f.Step]
		gone := !ok || !known || d.Edition != f.Edition || stale(f.At, now)
		m.lost = m.lost || gone
		return gone
	})
	m.Offers = slices.DeleteFunc(m.Offers, func(o offer) bool { return stale(o.At, now) })
	return m
}

func stale(at int64, now time.Time) bool { return now.Sub(time.Unix(at, 0)) >= Lifetime }

// bytes is the session as it is kept; nil when there is nothing to remember.
func (m *memory) bytes() []byte {
	m.Offers = slices.DeleteFunc(m.Offers, func(o offer) bool {
		a := ParseAction(o.Action)
		return a.Question != "" && m.find(a.Question) < 0
	})
	if len(m.Offers) > maxOffers {
		m.Offers = m.Offers[len(m.Offers)-maxOffers:]
	}
	for {
		if len(m.Frames) == 0 && len(m.Offers) == 0 {
			return nil
		}
		data, _ := json.Marshal(m)
		if len(data) <= sessionBytes {
			return data
		}
		// The oldest goes first: what was offered long ago, then what was asked long ago.
		if len(m.Offers) > 0 {
			m.Offers = m.Offers[1:]
		} else {
			m.Frames = m.Frames[1:]
		}
	}
}

// find is the place of the open question of that id, or -1.
func (m *memory) find(id string) int {
	return slices.IndexFunc(m.Frames, func(f frame) bool { return f.ID == id })
}

// raise makes an open question the newest; false: it is not open.
func (m *memory) raise(id string) bool {
	at := m.find(id)
	if at < 0 {
		return false
	}
	f := m.Frames[at]
	m.Frames = append(append(m.Frames[:at:at], m.Frames[at+1:]...), f)
	return true
}

// top is the newest open question; nil when none is.
func (m *memory) top() *frame {
	if len(m.Frames) == 0 {
		return nil
	}
	return &m.Frames[len(m.Frames)-1]
}

func (m *memory) pop() { m.Frames = m.Frames[:len(m.Frames)-1] }

// close drops an open question of the same dialog about the same thing.
func (m *memory) close(q *Question) {
	if q != nil {
		m.Frames = slices.DeleteFunc(m.Frames, func(f frame) bool { return f.Dialog == q.Dialog && bytes.Equal(f.Data, q.Data) })
	}
}

// push opens a question. One that is open in the same dialog gives way: a conversation is held once.
func (m *memory) push(q Question, edition int, ref string) {
	m.Frames = slices.DeleteFunc(m.Frames, func(f frame) bool { return f.Dialog == q.Dialog })
	m.Frames = append(m.Frames, frame{Dialog: q.Dialog, Edition: edition, Step: q.Step, Data: q.Data,
		ID: questionID(ref, q)})
	if len(m.Frames) > maxFrames {
		m.Frames = m.Frames[1:]
	}
}

// questionID names a question after the event that opened it: the same turn run twice puts the same question, and a
// button of a session that was lost never answers a later question.
func questionID(ref string, q Question) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{ref, q.Dialog, q.Step, string(q.Data)}, "\n")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// offered finds what a typed text chooses among what is on offer where it was said, the newest first.
func (m *memory) offered(typed string, said Activity) (Action, bool) {
	for _, o := range slices.Backward(m.Offers) {
		if o.Typed == typed && heard(o.Apart, said) {
			return ParseAction(o.Action), true
		}
	}
	return Action{}, false
}

// remember keeps a choice's typed form, in place of an older one of the same form.
func (m *memory) remember(o offer) {
	m.Offers = slices.DeleteFunc(m.Offers, func(old offer) bool { return old.Typed == o.Typed })
	m.Offers = append(m.Offers, o)
}
