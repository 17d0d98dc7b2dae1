package bots

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain/outbox"
)

// Joiner is a Platform that says several rows of one room in one message, because a room's posts are rationed.
type Joiner interface {
	// Gather is how long a room's rows wait for company before they are sent. Rows that come while a send is
	// under way are gathered too, so zero is a sensible answer.
	Gather(ch Channel) time.Duration
	// SendMany delivers rows of one place, which may belong to several people, in the order given. A row that is
	// not named by the results was not tried.
	SendMany(ctx context.Context, ch Channel, items []outbox.Item) []outbox.Result
}

// Indicator is a Platform that can show that an answer is being prepared.
type Indicator interface {
	// Busy shows it to the person. It is called only when an answer is late; its failure harms nothing.
	Busy(ctx context.Context, ch Channel, to outbox.Address) error
}

// Keeper is a Platform that may keep rows back by a quota rule instead of sending them.
type Keeper interface {
	// Keeps tells whether this channel may have kept rows that should ride on a reply.
	Keeps(ch Channel) bool
}

// Follower is a Platform on which not every channel has a page or menu that follows a person's state, although the
// platform could show one.
type Follower interface {
	// Follows tells whether this channel has one, as far as is known.
	Follows(ch Channel) bool
}

// Keyless is a Platform that knows no key by which it would recognise a repeated call. There an attempt to tell a notice is
// noted before it is made, which costs a commit that an answer to a punch should not wait for: after a crash only what
// was under way is looked for, and not each of thousands that nobody had tried yet.
type Keyless interface {
	// Looks tells that an Uncertain row is looked for where it may have been said.
	Looks(ch Channel) bool
}

// Uncertain is the start of a row's note when a former attempt may have reached the platform although nobody knows:
// the answer never came, or the process died before it could note the outcome. A platform must then prefer
// losing a duplicate to saying it twice.
const Uncertain = "uncertain: "

// Paced is the start of a row's note (after Uncertain, if that is there too) when nothing failed: the platform's limits
// let it be sent a little later, which in a rush is the rule and no reason to wake anybody.
const Paced = "paced: "
