package company

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Tools are what applying a file needs from outside.
type Tools struct {
	Hash   func(plain string) (string, error) // makes the form a password or passcode is kept in
	Verify func(hash, plain string) bool      // tells whether a kept form is of this password
	NewID  domain.NewID
	Now    time.Time
	Actor  domain.Actor // who changes the masters; no employee: whoever may run the program
	Reason string       // why, for the audit; may be empty
}

// Prospect is what applying a file would do.
type Prospect struct {
	Changes
	Before, After Masters
	save          Masters
}

// Look tells what applying the file would do, and does nothing.
func Look(ctx context.Context, store Store, file File, tools Tools) (Prospect, error) {
	old, err := store.Masters(ctx, file.Tenant.Code)
	if err != nil {
		return Prospect{}, err
	}
	p := newPlan(old, tools)
	if err := p.plan(file); err != nil {
		return Prospect{}, err
	}
	p.details()
	p.next.Deeds = p.deeds()
	return Prospect{Changes: p.changes, Before: old, After: p.after(), save: p.next}, nil
}

// Apply brings the company in the store into line with the file, in one transaction. It adds and changes; what the
// file does not mention stays as it is. Applying the same file again changes nothing and writes nothing.
func Apply(ctx context.Context, store Store, file File, tools Tools) (Changes, error) {
	p, err := Look(ctx, store, file, tools)
	if err != nil {
		return Changes{}, err
	}
	if !p.Any() {
		return p.Changes, nil
	}
	err = store.Save(ctx, p.save)
	if domain.Is(err, domain.Conflict) {
		err = domain.Errorf(domain.Conflict, "%s: company %s: a channel key or chat account belongs to another company, or the company is being changed just now: %w",
			file.Name, file.Tenant.Code, err)
	}
	if err != nil {
		return Changes{}, err
	}
	return p.Changes, nil
}

// settle sorts the wanted records of one kind into added, changed and unchanged; what is to be written is returned.
// key names a record in the file; dress gives a wanted record its id and what only the store knows of it. old is nil
// for a new one.
func settle[T any](p *plan, kind string, olds, wanted []T, key func(T) string, dress func(want *T, old *T) error) ([]T, error) {
	byKey := make(map[string]*T, len(olds))
	for i := range olds {
		byKey[key(olds[i])] = &olds[i]
	}
	count := Count{Kind: kind, Kept: len(olds)}
	var write []T
	for _, want := range wanted {
		old := byKey[key(want)]
		if err := dress(&want, old); err != nil {
			return nil, err
		}
		switch {
		case old == nil:
			count.Added++
		case same(*old, want):
			count.Unchanged++
			count.Kept--
			continue
		default:
			count.Changed++
			count.Kept--
		}
		write = append(write, want)
	}
	p.changes.Counts = append(p.changes.Counts, count)
	return write, nil
}
