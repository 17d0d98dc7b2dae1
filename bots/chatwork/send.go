package chatwork

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// gather is how long an answer waits for others of its room: as long as nobody notices.
const gather = 300 * time.Millisecond

// Gather implements bots.Joiner.
func (p *Platform) Gather(bots.Channel) time.Duration { return gather }

// Looks implements bots.Keyless: a post is looked for in its room.
func (p *Platform) Looks(bots.Channel) bool { return true }

// Send implements bots.Platform. Nothing is ever kept back here, so there are no rides.
func (p *Platform) Send(ctx context.Context, ch bots.Channel, row outbox.Item, _ []outbox.Item) ([]outbox.Result, error) {
	return []outbox.Result{p.single(ctx, ch, row)}, nil
}

// SendMany implements bots.Joiner. One row is a message of its own; several become as few posts as possible.
func (p *Platform) SendMany(ctx context.Context, ch bots.Channel, rows []outbox.Item) []outbox.Result {
	if len(rows) == 1 {
		return []outbox.Result{p.single(ctx, ch, rows[0])}
	}
	s := p.seat(ch)
	var results []outbox.Result
	var parts []part
	for _, row := range rows {
		r, err := read(row)
		if err != nil {
			results = append(results, p.outcome(s, row, "", err))
			continue
		}
		said := render(row.Address, r, p.Caps())
		if len(said) > 1 {
			results = append(results, p.single(ctx, ch, row))
			continue
		}
		pt := part{row: row, lines: said[0].lines}
		if strings.HasPrefix(row.Note, bots.Uncertain) {
			if id, err := s.find(ctx, row, pt.lines, row.CreatedAt.Add(-skew)); err != nil || id != "" {
				results = append(results, p.outcome(s, row, id, doubted(err)))
				continue
			}
		}
		parts = append(parts, pt)
	}
	posts, of := shared(parts)
	for i, body := range posts {
		id, err := p.say(ctx, s, of[i], body)
		for _, pt := range of[i] {
			results = append(results, p.outcome(s, pt.row, id, err))
		}
	}
	return results
}

// single sends one row, in several posts if it is long.
func (p *Platform) single(ctx context.Context, ch bots.Channel, row outbox.Item) outbox.Result {
	s := p.seat(ch)
	if row.Kind == outbox.Refresh {
		return outbox.Result{ID: row.ID, State: outbox.Sent, Note: "nothing here follows the state"}
	}
	r, err := read(row)
	if err == nil && row.Address.Place == "" {
		row.Address, r, err = p.place(ctx, ch, s, row, r)
	}
	if err != nil {
		return p.outcome(s, row, "", err)
	}
	if r.Title == "" && len(r.Lines) == 0 {
		return outbox.Result{ID: row.ID, State: outbox.Sent, Note: "no contact: only the room was told"}
	}
	id := ""
	doubt := strings.HasPrefix(row.Note, bots.Uncertain)
	for i, said := range render(row.Address, r, p.Caps()) {
		pt := part{row: row, lines: said.lines}
		if doubt {
			if id, err = s.find(ctx, row, pt.lines, row.CreatedAt.Add(-skew)); err != nil {
				return p.outcome(s, row, "", doubted(err))
			}
			if id != "" {
				continue
			}
		}
		if id, err = p.say(ctx, s, []part{pt}, said.body); err != nil {
			if i > 0 {
				err = doubted(err) // the next try must see what has been said already
			}
			return p.outcome(s, row, "", err)
		}
	}
	return p.outcome(s, row, id, nil)
}

func read(row outbox.Item) (r dialog.Reply, err error) {
	if err := json.Unmarshal(row.Body, &r); err != nil {
		return r, domain.Errorf(domain.Invalid, "chatwork: the row is not readable: %w", err)
	}
	return r, nil
}

// say makes one post for the parts. When it fails so that it may have been made, the room is looked into at once.
func (p *Platform) say(ctx context.Context, s *seat, parts []part, body string) (id string, err error) {
	room := parts[0].row.Address.Place
	start, first, reserve := p.cfg.Clock(), parts[0].row.ID, reserveFor(parts)
	if reserve == reserveNotice {
		if until, ok := s.api.limits.turn(start, first); !ok {
			return "", &busy{until}
		}
	}
	if until, ok := s.api.limits.post(start, room); !ok {
		return "", &busy{until}
	}
	s.speaks(room)
	id, err = s.api.post(ctx, room, body, reserve)
	if later := (*busy)(nil); !errors.As(err, &later) {
		s.api.limits.turned(first)
	}
	if doubtful(err) {
		// All parts are in the same post: one stands for all.
		if found, look := s.find(ctx, parts[0].row, parts[0].lines, start.Add(-skew)); look == nil && found != "" {
			id, err = found, nil
		}
	}
	if err == nil {
		for _, pt := range parts {
			s.posted(id, pt.row.ID)
		}
	}
	return id, err
}

// reserveFor is what must be left for a post: an answer may take more than what nobody waits for.
func reserveFor(parts []part) int {
	for _, pt := range parts {
		if pt.row.Kind == outbox.Reply {
			return reservePost
		}
	}
	return reserveNotice
}

// unknown marks an error after which it is not known whether everything was said.
type unknown struct{ error }

func (e unknown) Unwrap() error { return e.error }

func doubted(err error) error {
	if err == nil {
		return nil
	}
	return unknown{err}
}

// outcome says what an attempt led to and when the next one makes sense.
func (p *Platform) outcome(s *seat, row outbox.Item, id string, err error) outbox.Result {
	if err == nil {
		return outbox.Result{ID: row.ID, State: outbox.Sent, Remote: id}
	}
	res := outbox.Result{ID: row.ID, State: outbox.Owed, Note: err.Error()}
	if doubt := (unknown{}); doubtful(err) || errors.As(err, &doubt) || strings.HasPrefix(row.Note, bots.Uncertain) {
		res.Note = bots.Uncertain + err.Error()
	}
	now := p.cfg.Clock()
	var wait *busy
	var no *refusal
	switch {
	case errors.As(err, &wait):
		res.Next = wait.until
		res.Note = strings.TrimSuffix(res.Note, err.Error()) + bots.Paced + err.Error()
	case domain.Is(err, domain.Invalid), domain.Is(err, domain.NotFound):
		res.State = outbox.Dead
	case !errors.As(err, &no):
		// The way is broken; delivery knows how long to wait.
	case no.roomFull():
		res.Next = s.api.limits.refused(now, row.Address.Place)
	case no.status == http.StatusTooManyRequests:
		if res.Next = no.reset; !res.Next.After(now) {
			res.Next = now.Add(time.Minute)
		}
	case no.status == http.StatusUnauthorized:
		// The token is void; whoever replaces it wants what waited said. The catch-up reader has told him.
	case no.status < http.StatusInternalServerError && no.status != http.StatusRequestTimeout:
		// The bot is not in the room or may not write there, the room is gone, or the post is not
		// acceptable: trying again changes nothing.
		res.State = outbox.Dead
		s.forget(row.Address.User)
	}
	return res
}
