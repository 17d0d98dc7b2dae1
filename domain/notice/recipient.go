package notice

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Delivery is what is known of a message on its way to a person. No channel tells that something was read: opened and
// answered is what the person does.
type Delivery string

// The deliveries.
const (
	Queued  Delivery = "queued"  // waits to be sent
	Passed  Delivery = "sent"    // the channel took it
	Waits   Delivery = "kept"    // by the quota rule it goes along with the next answer to the person
	Failed  Delivery = "failed"  // no channel could tell the person
	Stopped Delivery = "stopped" // recalled before it was told
	Nowhere Delivery = "nowhere" // the person was on no channel when it was sent; it lies in メッセージ
)

// Deliveries lists them in the order they are told.
var Deliveries = []Delivery{Queued, Passed, Waits, Failed, Stopped, Nowhere}

// Recipient is a message as it is with one person (受信者), unique by message and person.
type Recipient struct {
	Tenant     domain.ID  `gorm:"column:tenant_id"`
	Message    domain.ID  `gorm:"column:message_id;primaryKey"`
	Employee   domain.ID  `gorm:"column:employee_id;primaryKey"`
	Department domain.ID  `gorm:"column:department_id"` // when it was sent
	Delivery   Delivery   `gorm:"column:delivery"`
	Channel    domain.ID  `gorm:"column:channel_id"` // by which it went, or was last tried
	OpenedAt   *time.Time `gorm:"column:opened_at"`
	// AnsweredAt is when he answered last, by his own act. Of an anonymous survey it becomes the deadline in the end.
	AnsweredAt *time.Time `gorm:"column:answered_at"`
}

// TableName is the table of recipients.
func (Recipient) TableName() string { return "message_recipient" }

// Answer is what was answered (回答). Voter is the person, or of an anonymous survey a name nobody can read; such an answer
// has no time, and no more of the person than his department, which is told only where enough others answered.
type Answer struct {
	Tenant     domain.ID  `gorm:"column:tenant_id"`
	Message    domain.ID  `gorm:"column:message_id;primaryKey"`
	Voter      string     `gorm:"column:voter;primaryKey"`
	Department domain.ID  `gorm:"column:department_id"`
	Choices    []int      `gorm:"column:choices;serializer:json"` // places in Options, ascending
	Comment    string     `gorm:"column:comment"`
	At         *time.Time `gorm:"column:at"`
}

// TableName is the table of answers.
func (Answer) TableName() string { return "message_answer" }

// Letter is a message as its recipient has it.
type Letter struct {
	Message
	To     Recipient
	Answer *Answer    // nil: none yet, or nobody may know
	Was    *Answer    // what it was before the vote that brought this letter; nil: none, or nobody may know
	Files  []Attached // filled in where one message is shown
}

// Page is the next people of a sending, written in one commit.
type Page struct {
	Recipients []Recipient
	Owed       []outbox.Item
	Next       Message // the message after it
}

// New is a message that is being written.
type New struct {
	Message Message
	Draft   *Draft      // ends with it and leaves it its files; nil: there was none
	Planned []domain.ID // who would get it now
	Deed    audit.Row
}

// Store keeps messages. Every method that changes one compares its Revision; Conflict: it has come further meanwhile.
type Store interface {
	// Create gives the message its number, writes the deed and has its first step done at NextAt. Conflict: the draft changed.
	// One that is there is left as it is and given back.
	Create(ctx context.Context, n New) (Message, error)
	ByID(ctx context.Context, tenant, id domain.ID) (Message, error)
	ByNumber(ctx context.Context, tenant domain.ID, number int) (Message, error)
	// Spread writes a page of recipients and what they are owed. A person who has a row already gets no second one.
	Spread(ctx context.Context, before Message, p Page) error
	// Advance writes a step, what it owes and somebody's deeds, and has the next one done at its NextAt.
	Advance(ctx context.Context, before, after Message, owed []outbox.Item, deeds ...audit.Row) error
	// Stop writes the state and the deed, and gives up what is still owed of the message.
	Stop(ctx context.Context, before, after Message, deed audit.Row) error
}

// Ballot is where an answer comes from.
type Ballot struct {
	Message  Message
	Employee domain.ID
	Voter    string
	// Channel, Names: the event that brought it, by what the platform calls it. Of an anonymous survey its text is
	// emptied once it is answered.
	Channel domain.ID
	Names   []string
}

// Votes keeps recipients and answers.
type Votes interface {
	// Letters lists what a person was sent, newest first. Recalled ones are left out.
	Letters(ctx context.Context, tenant, employee domain.ID, limit int) ([]Letter, error)
	// Recipients lists everybody a message was sent to, by person.
	Recipients(ctx context.Context, tenant, message domain.ID) ([]Recipient, error)
	// Answers lists a survey's answers by voter, which is no order of anything.
	Answers(ctx context.Context, tenant, message domain.ID) ([]Answer, error)
	// Vote holds the recipient's row, has the recipient and the answer changed, and writes both. NotFound: it was not
	// sent to this person. Conflict Args["why"]="moved": State or Step of the message are not those of the ballot any more.
	Vote(ctx context.Context, b Ballot, change func(r *Recipient, a *Answer) error) (Letter, error)
	// Opened notes that a person has seen messages.
	Opened(ctx context.Context, tenant, employee domain.ID, messages []domain.ID, at time.Time) error
	// Hush has the text of an event emptied once its turn has run: it may hold an answer to an anonymous survey.
	Hush(ctx context.Context, channel domain.ID, names []string) error
	// Shred gives the answers of a survey new names in a new order, and its recipients one time.
	Shred(ctx context.Context, before, after Message) error
}

// People is who there is.
type People interface {
	org.Seen
	org.Departments
}

// Kind is what is told about a message.
type Kind string

// The kinds.
const (
	Letters  Kind = "letter"   // the message itself
	Reminder Kind = "reminder" // to those who have not answered
	Summary  Kind = "summary"  // to the sender, when the survey is over
)

// Telling is what a person is told.
type Telling struct {
	Kind    Kind
	Message Message
	To      org.Employee
	Results *Results   // of a Summary
	Files   []Attached // of Letters
}

// Teller owes tellings on the channels that suit people best.
type Teller interface {
	// Tell tells what each is owed, in the order of the tellings; nothing where no channel reaches the person. All are of one
	// company: what it asks the storage does not grow with each of them.
	Tell(ctx context.Context, all []Telling) ([][]outbox.Item, error)
}
