// Package notice is what a company says to its people, and what it asks them: messages that arrive in the chat, and
// surveys that are answered there. It decides who gets what and what counts; it draws nothing and knows no channel.
package notice

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// State is how far a message has come.
type State string

// The states.
const (
	Scheduled State = "scheduled" // nobody has it yet
	Sending   State = "sending"   // some have it
	Sent      State = "sent"      // everybody it is for has a row
	Cancelled State = "cancelled" // stopped before anybody had it; Note says why, if the program did
	Recalled  State = "recalled"  // stopped later: what was not told yet is not, answers are not taken any more
)

// Step is what a message waits for at NextAt.
type Step string

// The steps, in their order.
const (
	Send   Step = "send"   // to tell everybody
	Remind Step = "remind" // to remind those who have not answered
	Close  Step = "close"  // to tell the sender what came
	Shred  Step = "shred"  // of an anonymous survey: to take away what ties an answer to a person
	Done   Step = ""
)

const (
	// Grace is how long after the deadline answers on their way are waited for before the sender is told the result.
	Grace = 5 * time.Minute
	// Lasting is how long after the deadline an anonymous answer of before it may still be changed.
	Lasting = 24 * time.Hour

	// MaxTitle is the longest title of a message, and name of a template or list, in runes.
	MaxTitle = 100
	// MaxBody is the longest text in runes: with its title it fits into one message of every channel.
	MaxBody = 2000

	maxOption = 60 // runes
)

// Message is something said to many (メッセージ), with a survey if it asks (反応調査).
type Message struct {
	ID        domain.ID   `gorm:"column:id;primaryKey"`
	Tenant    domain.ID   `gorm:"column:tenant_id"`
	Number    int         `gorm:"column:number"` // what people call it by; from 1 in each company
	By        domain.ID   `gorm:"column:by_id"`
	Door      domain.Door `gorm:"column:door"`
	Title     string      `gorm:"column:title"`
	Body      string      `gorm:"column:body"`
	Audience  Audience    `gorm:"column:audience;serializer:json"`
	Survey    *Survey     `gorm:"column:survey;serializer:json"` // nil: it asks nothing
	State     State       `gorm:"column:state"`
	At        time.Time   `gorm:"column:at"` // when sending begins
	Step      Step        `gorm:"column:step"`
	NextAt    *time.Time  `gorm:"column:next_at"` // when Step is due; nil: nothing is to come
	Mark      domain.ID   `gorm:"column:mark"`    // everybody up to this id has a row
	Note      string      `gorm:"column:note"`
	Total     int         `gorm:"column:total"`                   // people it is for, once sending has begun
	Changes   *Changes    `gorm:"column:changes;serializer:json"` // since it was written; nil: none, or sending has not begun
	Revision  int         `gorm:"column:revision"`                // grows with every step
	CreatedAt time.Time   `gorm:"column:created_at"`
}

// TableName is the table of messages.
func (Message) TableName() string { return "message" }

// Survey is a question with answers to choose from.
type Survey struct {
	Options   []string  `json:"options"`
	Multiple  bool      `json:"multiple,omitempty"`
	Comment   bool      `json:"comment,omitempty"` // a sentence may be added to an answer
	Anonymous bool      `json:"anonymous,omitempty"`
	Deadline  time.Time `json:"deadline"` // the first instant that is too late
}

// Check refuses what cannot be sent. Invalid Args["why"]: title, body, nobody, options, option, twice, deadline.
func (m Message) Check() error {
	m.Title, m.Body = strings.TrimSpace(m.Title), strings.TrimSpace(m.Body)
	switch {
	case m.Title == "" || utf8.RuneCountInString(m.Title) > MaxTitle || strings.ContainsAny(m.Title, "\n\r"):
		return refuse("title", "the title is one line of 1 to %d letters", MaxTitle)
	case utf8.RuneCountInString(m.Body) > MaxBody:
		return refuse("body", "the text has more than %d letters", MaxBody)
	case m.Audience.Empty():
		return refuse("nobody", "nobody is named to get it")
	case m.Survey == nil:
		return nil
	case len(m.Survey.Options) < 2 || len(m.Survey.Options) > 10:
		return refuse("options", "a survey has 2 to 10 answers, not %d", len(m.Survey.Options))
	case !m.Survey.Deadline.After(m.At):
		return refuse("deadline", "the deadline is not after the sending")
	}
	seen := map[string]bool{}
	for _, o := range m.Survey.Options {
		switch key := fold(o); {
		case key == "" || utf8.RuneCountInString(o) > maxOption || strings.ContainsAny(o, "\n\r"):
			return refuse("option", "the answer %q is not one line of 1 to %d letters", o, maxOption)
		case seen[key]:
			return refuse("twice", "the answer %q is there twice", o)
		default:
			seen[key] = true
		}
	}
	return nil
}

func refuse(why, format string, a ...any) error {
	e := domain.Errorf(domain.Invalid, "notice: "+format, a...)
	e.Args = map[string]any{"why": why}
	return e
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// after is the step that follows s, and when it is due; Done for a message that has nothing to come.
func (m Message) after(s Step, zone *time.Location) (Step, *time.Time) {
	if m.Survey == nil {
		return Done, nil
	}
	d := m.Survey.Deadline
	switch s {
	case Send:
		if at, ok := remindAt(m.At, d, zone); ok {
			return Remind, &at
		}
		fallthrough
	case Remind:
		at := d.Add(Grace)
		return Close, &at
	case Close:
		if m.Survey.Anonymous {
			at := d.Add(Lasting)
			return Shred, &at
		}
	}
	return Done, nil
}

const (
	remindFrom, remindTo = 9, 18 // hours of the day in which people are reminded of a survey
	remindAhead          = 24 * time.Hour
)

// remindAt is when those who have not answered are reminded: a day ahead, or a quarter of the time there is; never outside
// the day, and not at all where less than an hour would lie before it.
func remindAt(sent, deadline time.Time, zone *time.Location) (time.Time, bool) {
	at := deadline.Add(-min(remindAhead, deadline.Sub(sent)/4)).In(zone)
	y, mo, d := at.Date()
	switch h := at.Hour(); {
	case h >= remindTo:
		at = time.Date(y, mo, d, remindTo-1, 0, 0, 0, zone)
	case h < remindFrom:
		at = time.Date(y, mo, d-1, remindTo-1, 0, 0, 0, zone)
	}
	return at.UTC(), at.Sub(sent) >= time.Hour
}
