package workflow

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Preview shows what a wish would make of the day, and who would have to decide. It writes nothing. Invalid: the wish
// cannot be, Args["why"] is nothing (it changes nothing), future, order (the punches would not follow each other;
// Args["kind"], Args["at"] name the one that does not fit), other_day (Args["date"]: the day that time belongs to),
// too_early, too_late, no_punch (the punch is not there any more), reasons (more than two, or no such code), note_long;
// Locked: Args["month"]; Forbidden: Args["why"] is not_yours, workflow_admins or inactive; NotFound: nobody of this company.
func (s *Service) Preview(ctx context.Context, actor domain.Actor, w Wish) (Preview, error) {
	return Preview{}, errNotYet
}

// Submit makes the request, or, where Preview.Direct, writes the ledger at once. The same ref is the same request and gets
// the same answer. Refused as Preview is; Conflict Args["why"] decided: the request it Replaces is not a returned one any more.
func (s *Service) Submit(ctx context.Context, actor domain.Actor, w Wish, ref attendance.Ref) (Outcome, error) {
	return Outcome{}, errNotYet
}

// Decide approves, returns or rejects a request. The request, the ledger, the day's note and the audit are one commit. The
// same event again gets the same answer; the same decision of the same person by another event is Already. Conflict:
// Args["why"] is stale (the day is another one than that of Decision.Day; the Outcome carries the fresh Card) or decided
// (Args by, at, state, and the Outcome carries the Card); Forbidden: Args["why"] is own, not_approver or inactive;
// Invalid: Args["why"] is comment (one is needed), comment_long, or what Preview refuses with; Locked; NotFound.
func (s *Service) Decide(ctx context.Context, actor domain.Actor, d Decision, ref attendance.Ref) (Outcome, error) {
	return Outcome{}, errNotYet
}

// DecideAll decides several requests, each in a commit of its own: one that is refused harms no other.
func (s *Service) DecideAll(ctx context.Context, actor domain.Actor, all []Decision, ref attendance.Ref) []Ruling {
	return nil
}

// Ruling is what became of one of several decisions.
type Ruling struct {
	Decision Decision
	Outcome  Outcome
	Err      error
}

// Withdraw takes a pending or returned request back. Forbidden: Args["why"] not_yours: somebody else asked; Conflict:
// Args["why"] decided.
func (s *Service) Withdraw(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (Outcome, error) {
	return Outcome{}, errNotYet
}

// Undo takes an approval, or a direct correction, back: what it had written stops counting and what it had replaced counts
// again. Nothing is deleted. Locked: the month is; Conflict: Args["why"] is decided (it is not an approved one) or stale
// (a later correction rests on it); Forbidden as Decide.
func (s *Service) Undo(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (Outcome, error) {
	return Outcome{}, errNotYet
}

// Mine lists the requests the actor made or that are about his days, newest first.
func (s *Service) Mine(ctx context.Context, actor domain.Actor, limit int) ([]Request, error) {
	return nil, errNotYet
}

// Queue lists what the actor may decide now, oldest first; empty for somebody who may decide nothing.
func (s *Service) Queue(ctx context.Context, actor domain.Actor) ([]Card, error) {
	return nil, errNotYet
}

// ByNumber shows one request. NotFound: there is none of that number in the company, or it is none of the actor's business.
func (s *Service) ByNumber(ctx context.Context, actor domain.Actor, number int) (Card, error) {
	return Card{}, errNotYet
}

// Waiting lists the days from..to of a person about which a request is pending: nobody needs to be reminded of them.
func (s *Service) Waiting(ctx context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]calendar.Date, error) {
	return nil, errNotYet
}

// Escalation is a request that nobody decided in time: somebody else is asked now (繰り上げ).
type Escalation struct {
	Outcome
	Key string // the same for the same escalation: whoever is told twice by it is told once
}

// Escalate hands on the requests of every company that have waited too long. tell is called before the request is marked
// and may be called again for the same Key, after a crash or by another process; it must then do nothing. An error of tell
// leaves the request to the next sweep. It returns how many were handed on.
func (s *Service) Escalate(ctx context.Context, now time.Time, tell func(context.Context, Escalation) error) (int, error) {
	return 0, errNotYet
}

var errNotYet = domain.Errorf(domain.Unavailable, "workflow: being built")
