package chatwork

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// contactsAge is how old the list of contacts may be before somebody who is not on it is looked for again.
const contactsAge = time.Minute

// meet learns who the bot is. Chatwork knows better than a mistyped option: with a wrong account the bot would answer
// itself for ever, or be deaf to an employee.
func (s *seat) meet(ctx context.Context) (account string, err error) {
	s.mu.Lock()
	account, met := s.account, s.met
	s.mu.Unlock()
	if met {
		return account, nil
	}
	me, err := s.api.me(ctx)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account, s.name, s.met = me.Account.String(), me.Name, true
	return s.account, nil
}

// room finds the direct chat with an account; empty when the account is no contact.
func (s *seat) room(ctx context.Context, account string, now time.Time) (string, error) {
	s.mu.Lock()
	room, old := s.direct[account], now.Sub(s.asked) >= contactsAge
	s.mu.Unlock()
	if room != "" || !old {
		return room, nil
	}
	if err := s.readContacts(ctx, reserveLook, now); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.direct[account], nil
}

func (s *seat) readContacts(ctx context.Context, reserve int, now time.Time) error {
	list, err := s.api.contacts(ctx, reserve)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = now
	for _, c := range list {
		s.direct[c.Account.String()] = c.Room.String()
	}
	return nil
}

// forget drops a direct chat that cannot be written to; the next look into the contacts says what is true.
func (s *seat) forget(account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.direct, account)
}

// know remembers a direct chat.
func (s *seat) know(account, room string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.direct[account] = room
}

// place finds out where a person is told something: the direct chat. Somebody who is no contact is addressed in the
// attendance room, and asked to become one; personal figures are not said there. A reply without any text means that
// the room has been told all it may know.
func (p *Platform) place(ctx context.Context, ch bots.Channel, s *seat, row outbox.Item, r dialog.Reply) (outbox.Address, dialog.Reply, error) {
	to := row.Address
	room, err := s.room(ctx, to.User, p.cfg.Clock())
	if err != nil {
		return to, r, err
	}
	if room != "" {
		to.Place, to.Direct, to.Message = room, true, ""
		return to, r, nil
	}
	list := rooms(ch)
	if to.User == "" || len(list) == 0 {
		return to, r, domain.Errorf(domain.NotFound, "chatwork: no direct chat with the person and no room")
	}
	to.Place, to.Direct = list[0], false
	if !r.Private {
		return to, r, nil
	}
	told := row.Kind == outbox.Reply && r.Brief != "" // the room got the brief form as a row of its own
	short := dialog.Reply{Lang: r.Lang, Tone: r.Tone}
	if !told {
		short.Title = r.Brief
	}
	if hint := p.hint(ctx, ch, to.User, r.Lang, row.Kind == outbox.Reply && !told); hint != "" {
		short.Lines = []string{hint}
	}
	if short.Title == "" && len(short.Lines) > 0 {
		short.Title, short.Lines = short.Lines[0], nil
	}
	if short.Title == "" && !told {
		return to, r, domain.Errorf(domain.NotFound, "chatwork: the person is no contact, and this is not for the room")
	}
	return to, short, nil
}

// hint is the sentence that asks for becoming a contact, once a day at most, unless there is nothing else to say to
// somebody who asked something.
func (p *Platform) hint(ctx context.Context, ch bots.Channel, account, lang string, always bool) string {
	if p.cfg.AddContact == nil {
		return ""
	}
	key, today := string(ch.ID)+"/hint/"+account, p.cfg.Clock().UTC().Format(time.DateOnly)
	if mark, err := p.cfg.Marks.Mark(ctx, key); (err != nil || mark == today) && !always {
		return ""
	}
	if err := p.cfg.Marks.SetMark(ctx, key, today); err != nil {
		p.cfg.Log.Warn("chatwork: cannot note that the contact hint was given", "error", err)
	}
	return p.cfg.AddContact(lang)
}
