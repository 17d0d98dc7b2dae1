package notice

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// MaxComment is the longest sentence that may be added to an answer, in runes.
const MaxComment = 500

// Verb is what a vote does to the answer there is.
type Verb string

// The verbs.
const (
	Choose Verb = "choose" // these answers, and no others
	Join   Verb = "join"   // these too, where several may be chosen
	Leave  Verb = "leave"  // these no more
	Say    Verb = "say"    // the comment
)

// Vote is one act of answering.
type Vote struct {
	Number  int
	Verb    Verb
	Choices []int
	Comment string
	At      time.Time // when it was done, by the platform: that decides about the deadline
	Channel domain.ID // where its event lies
	Names   []string  // and what it is called there
}

// Answer takes a vote. Of two the later one counts, by the times they were given, whichever arrives first. NotFound: it was
// not sent to this person. Expired: it came after the deadline; the letter has the answer that stays. Conflict Args["why"]:
// recalled, shredded. Invalid Args["why"]: no_survey, no_option, one (a single answer), last (nothing would be left), first (a comment
// before an answer), no_comment, long.
func (s *Service) Answer(ctx context.Context, actor domain.Actor, v Vote) (l Letter, err error) {
	for range stepTries {
		l, err = s.answer(ctx, actor, v)
		if why := reason(err); why != "moved" {
			return l, err
		}
	}
	return l, domain.Errorf(domain.Unavailable, "notice: message %d moves on and on", v.Number)
}

// stepTries is more than a message has steps.
const stepTries = 8

// reason is what Args["why"] of a refusal says.
func reason(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	why, _ := e.Args["why"].(string)
	return why
}

func (s *Service) answer(ctx context.Context, actor domain.Actor, v Vote) (Letter, error) {
	m, err := s.Store.ByNumber(ctx, actor.Tenant, v.Number)
	if err != nil {
		return Letter{}, err
	}
	if m.Survey == nil {
		return Letter{Message: m}, domain.Refuse(domain.Invalid, "why", "no_survey")
	}
	b := Ballot{Message: m, Employee: actor.Employee, Voter: s.voter(m, actor.Employee), Channel: v.Channel, Names: v.Names}
	return s.Votes.Vote(ctx, b, func(r *Recipient, a *Answer) error {
		switch {
		case m.State == Recalled || m.State == Cancelled:
			return domain.Refuse(domain.Conflict, "why", "recalled")
		case !v.At.Before(m.Survey.Deadline):
			return domain.Refuse(domain.Expired, "deadline", m.Survey.Deadline)
		case m.shredded() && r.AnsweredAt != nil:
			return domain.Refuse(domain.Conflict, "why", "shredded")
		}
		return m.take(r, a, v)
	})
}

func (m Message) shredded() bool {
	return m.Survey != nil && m.Survey.Anonymous && m.State == Sent && m.Step == Done
}

// voter is the name an answer is kept under: the person's id or, of an anonymous survey, one that cannot be read back
// without the key, and that is replaced by chance in the end.
func (s *Service) voter(m Message, employee domain.ID) string {
	switch {
	case !m.Survey.Anonymous:
		return string(employee)
	case m.shredded():
		return rand.Text()
	}
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte("survey voter\x00" + string(m.ID) + "\x00" + string(employee)))
	return hex.EncodeToString(mac.Sum(nil))
}

// take changes an answer by a vote.
func (m Message) take(r *Recipient, a *Answer, v Vote) error {
	choices, err := m.chosen(r, a, v)
	if err != nil {
		return err
	}
	older := r.AnsweredAt != nil && v.At.Before(*r.AnsweredAt)
	if older && v.Verb != Join {
		return nil // what was said later counts already
	}
	if a.Choices = choices; v.Verb == Say {
		a.Comment = strings.TrimSpace(v.Comment)
	}
	if !older {
		at := v.At
		r.AnsweredAt = &at
		if !m.Survey.Anonymous {
			a.At = &at
		}
	}
	return nil
}

// chosen are the choices after a vote.
func (m Message) chosen(r *Recipient, a *Answer, v Vote) ([]int, error) {
	wrong := func(why string) ([]int, error) { return nil, domain.Refuse(domain.Invalid, "why", why) }
	for _, c := range v.Choices {
		if c < 0 || c >= len(m.Survey.Options) {
			return wrong("no_option")
		}
	}
	out := slices.Clone(a.Choices)
	switch v.Verb {
	case Say:
		switch {
		case !m.Survey.Comment:
			return wrong("no_comment")
		case r.AnsweredAt == nil:
			return wrong("first")
		case utf8.RuneCountInString(v.Comment) > MaxComment:
			return wrong("long")
		}
		return out, nil
	case Leave:
		out = slices.DeleteFunc(out, func(c int) bool { return slices.Contains(v.Choices, c) })
		if len(out) == 0 {
			return wrong("last")
		}
	case Join:
		out = append(out, v.Choices...)
	default:
		out = slices.Clone(v.Choices)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	switch {
	case len(out) == 0:
		return wrong("no_option")
	case len(out) > 1 && !m.Survey.Multiple:
		return wrong("one")
	}
	return out, nil
}

// Hush has the text of an event emptied that may be an answer to an anonymous survey and was not taken as one.
func (s *Service) Hush(ctx context.Context, channel domain.ID, names []string) error {
	return s.Votes.Hush(ctx, channel, names)
}

// Mine lists what a person was sent, unread first and then the newest first.
func (s *Service) Mine(ctx context.Context, actor domain.Actor, limit int) ([]Letter, error) {
	list, err := s.Votes.Letters(ctx, actor.Tenant, actor.Employee, limit)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Letter) int {
		switch {
		case a.To.OpenedAt == nil && b.To.OpenedAt != nil:
			return -1
		case a.To.OpenedAt != nil && b.To.OpenedAt == nil:
			return 1
		}
		return 0
	})
	return list, nil
}

// Surveys lists a person's surveys that end after an instant, the one that ends first first.
func (s *Service) Surveys(ctx context.Context, actor domain.Actor, after time.Time) ([]Letter, error) {
	list, err := s.Votes.Letters(ctx, actor.Tenant, actor.Employee, mostLetters)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(l Letter) bool { return l.Survey == nil || !l.Survey.Deadline.After(after) })
	slices.SortStableFunc(list, func(a, b Letter) int { return a.Survey.Deadline.Compare(b.Survey.Deadline) })
	return list, s.enclose(ctx, actor, list, func(i int, files []Attached) { list[i].Files = files })
}

// mostLetters is how far back surveys are looked for.
const mostLetters = 100

// Read shows one message to somebody it was sent to, and notes that he has seen it. NotFound: it was not, or was recalled.
func (s *Service) Read(ctx context.Context, actor domain.Actor, number int) (Letter, error) {
	l, err := s.Shelf.Letter(ctx, actor.Tenant, actor.Employee, number)
	if err == nil {
		err = s.enclose(ctx, actor, []Letter{l}, func(i int, files []Attached) { l.Files = files })
	}
	if err != nil || l.To.OpenedAt != nil {
		return l, err
	}
	return l, s.Votes.Opened(ctx, actor.Tenant, actor.Employee, []domain.ID{l.ID}, s.Now())
}
