package chatwork

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// skew is how far Chatwork's clock may be behind ours.
const skew = 30 * time.Second

// find looks in the room for a post of the bot that says the row's lines already, made since the given time; the id is
// empty when there is none. A post known to be another row's does not count: two people may be told the same.
func (s *seat) find(ctx context.Context, row outbox.Item, lines []string, since time.Time) (id string, err error) {
	account, _ := s.bot()
	if account == "" {
		if account, err = s.meet(ctx); err != nil {
			return "", err
		}
	}
	list, err := s.api.messages(ctx, row.Address.Place, reserveLook)
	if err != nil {
		return "", err
	}
	head := addressed(row.Address)
	for _, m := range slices.Backward(list) {
		if m.Account.ID.String() != account || m.Sent < since.Unix() || !strings.Contains(m.Body, head) {
			continue
		}
		if !slices.ContainsFunc(lines, func(l string) bool { return !strings.Contains(m.Body, l) }) && s.mayBe(m.ID.String(), row.ID) {
			s.posted(m.ID.String(), row.ID)
			return m.ID.String(), nil
		}
	}
	return "", nil
}

// posted remembers which row a post answered; a joined post answers several.
func (s *seat) posted(message string, row domain.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, _ := s.posts.get(message)
	if !slices.Contains(rows, row) {
		s.posts.put(message, append(rows, row))
	}
}

// mayBe tells whether the post can be the row's: it is, or nobody knows whose it is.
func (s *seat) mayBe(message string, row domain.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, known := s.posts.get(message)
	return !known || slices.Contains(rows, row)
}
