package workflow

import (
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Preview is a day before and after a correction: what a person sees before he sends it and an approver before he decides.
type Preview struct {
	Wish      Wish
	Person    org.Employee   // whose day
	Before    worktime.Day   // as it is now
	After     worktime.Day   // as it would be
	Matches   bool           // 根拠と一致: every added or moved time is what a machine or the schedule says
	Direct    bool           // 直接訂正: sending it writes the ledger at once, nobody has to decide
	Approvers []org.Employee // who will be asked, the first first; empty when Direct or Auto, or when there is nobody
	Auto      bool           // 自動承認: a rule of the company approves it at once
}

// Card is a request as its approver sees it now.
type Card struct {
	Request
	Preview
	// Stale tells that the day has changed since the request was made: its approval is refused until he has seen Preview,
	// which is of the day as it is now, and decides for that version (Decision.Day).
	Stale bool
	// Refused is why it cannot be approved as things are now; nil: it can be. Only of a pending request.
	Refused error
}

// Decision is what somebody wants done with a request.
type Decision struct {
	Number  int
	Verb    Verb
	Comment string // needed to return or reject; at most MaxComment characters
	Day     string // the version of the day the approver has seen; empty: the one the request was made for
	// Revision is that of the request the approver has seen, which may have been sent back and changed since; 0: as it is now.
	Revision int
}

// MaxComment is how many characters a comment or a note may have. A chat message may be longer; nobody reads on.
const MaxComment = 500

// Outcome is what became of a wish or a decision, and who must hear of it.
type Outcome struct {
	Card
	Already bool        // it had been done before by the same person: the same answer, nothing was written
	Tell    []domain.ID // who else must be told: approvers of a new request, the applicant of a decided one
}
