package auth

import (
	"context"
	"encoding/json"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
)

const (
	// IdleLimit ends a session nobody uses: a screen that was left for lunch.
	IdleLimit = 2 * time.Hour
	// halfLimit is how long a second factor is waited for.
	halfLimit = 10 * time.Minute
	// seenEvery is how exactly the last use is kept: not every page costs a write.
	seenEvery = time.Minute
)

// session is what is kept of a sign-in. Who it is and what he may do is read anew at every page.
type session struct {
	Tenant   domain.ID   `json:"tenant"`
	Employee domain.ID   `json:"employee"`
	Proof    shell.Proof `json:"proof"`
	Stamp    string      `json:"stamp"`
	SignIn   domain.ID   `json:"sign_in,omitempty"` // it belongs to and ends with; none while a second factor is waited for
	Device   domain.ID   `json:"device,omitempty"`  // that is kept signed in and stands for him
	At       time.Time   `json:"at"`
	Seen     time.Time   `json:"seen"`
	After    after       `json:"after,omitzero"`
}

// after is what a sign-in was for; it waits for the second factor.
type after struct {
	Next  string    `json:"next,omitempty"`
	Keep  bool      `json:"keep,omitempty"`
	Punch string    `json:"punch,omitempty"`
	Form  string    `json:"form,omitempty"`
	At    time.Time `json:"at,omitzero"` // when the button was pressed: that is the punch's time
}

const sessionKey = "who"

// over tells whether a session has ended by itself.
func (s session) over(now time.Time) bool {
	idle := IdleLimit
	if s.Proof == shell.Half {
		idle = halfLimit
	}
	return now.Sub(s.Seen) > idle || now.Sub(s.At) > shell.SessionLife
}

func readSession(ctx context.Context, m *scs.SessionManager) (session, bool) {
	data := m.GetBytes(ctx, sessionKey)
	var s session
	return s, data != nil && json.Unmarshal(data, &s) == nil
}

func writeSession(ctx context.Context, m *scs.SessionManager, s session) error {
	data, err := json.Marshal(s)
	if err == nil {
		m.Put(ctx, sessionKey, data)
	}
	return err
}

// open begins a session, under a token nobody can have known before.
func open(ctx context.Context, m *scs.SessionManager, s session) error {
	if err := m.RenewToken(ctx); err != nil {
		return err
	}
	return writeSession(ctx, m, s)
}
