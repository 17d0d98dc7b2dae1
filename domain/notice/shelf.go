package notice

import (
	"context"

	"github.com/dakoku/dakoku/domain"
)

// Sought narrows a list of messages; what is empty narrows nothing.
type Sought struct {
	By         domain.ID // who sent it
	States     []State
	Surveys    bool   // only what asks something
	Words      string // in the title
	Page, Size int    // from 1; Size is how many there are on one
}

// Standing is a message with how far it has come.
type Standing struct {
	Message
	To        int // people who have a row
	Passed    int // of them, whom a channel has told
	Unreached int // whom none could tell
	Opened    int
	Answered  int
}

// Shelf finds messages among many.
type Shelf interface {
	// Sent lists a page of a company's messages, the newest first, and tells how many there are in all.
	Sent(ctx context.Context, tenant domain.ID, q Sought) ([]Standing, int, error)
	// Box lists a page of what a person was sent, what he has not opened first and then the newest first, without what was
	// recalled; it tells how many there are in all.
	Box(ctx context.Context, tenant, employee domain.ID, q Sought) ([]Letter, int, error)
	// Unread is how many messages a person has not opened.
	Unread(ctx context.Context, tenant, employee domain.ID) (int, error)
	// Letter is one message as its recipient has it. NotFound: it was not sent to this person, or was recalled.
	Letter(ctx context.Context, tenant, employee domain.ID, number int) (Letter, error)
}

// Sent lists messages with how far they have come: administrators everybody's, others their own. Forbidden: the actor may
// send to nobody.
func (s *Service) Sent(ctx context.Context, actor domain.Actor, q Sought) ([]Standing, int, error) {
	if err := s.writes(ctx, actor); err != nil {
		return nil, 0, err
	}
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return nil, 0, err
	}
	if me.Role != domain.Admin && me.Role != domain.Owner {
		q.By = me.ID
	}
	return s.Shelf.Sent(ctx, actor.Tenant, q)
}

// Box lists a page of what a person was sent, and tells how many there are in all and how many he has not opened.
func (s *Service) Box(ctx context.Context, actor domain.Actor, q Sought) (list []Letter, total, unread int, err error) {
	if list, total, err = s.Shelf.Box(ctx, actor.Tenant, actor.Employee, q); err == nil {
		unread, err = s.Shelf.Unread(ctx, actor.Tenant, actor.Employee)
	}
	return list, total, unread, err
}
