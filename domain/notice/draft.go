package notice

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Content is what is written of a message; a draft's need not be fit to be sent.
type Content struct {
	Title    string    `json:"title"`
	Body     string    `json:"body"`
	Audience Audience  `json:"audience"`
	At       time.Time `json:"at"` // zero: at once
	Survey   *Survey   `json:"survey,omitempty"`
}

// Message is the content as a message that was not sent.
func (c Content) Message() Message {
	return Message{Title: c.Title, Body: c.Body, Audience: c.Audience, At: c.At, Survey: c.Survey}
}

// Draft is a message that is being written (下書き), seen by its writer alone, or a template (ひな形) of everybody in the
// company who may write.
type Draft struct {
	ID        domain.ID `gorm:"column:id;primaryKey"`
	Tenant    domain.ID `gorm:"column:tenant_id"`
	By        domain.ID `gorm:"column:by_id"`
	Template  bool      `gorm:"column:template"`
	Name      string    `gorm:"column:name"` // of a template; a draft is called by its title
	Content   Content   `gorm:"column:content;serializer:json"`
	Revision  int       `gorm:"column:revision"` // grows with every change, also of its files
	UpdatedAt time.Time `gorm:"column:updated_at"`
}

// TableName is the table of drafts and templates.
func (Draft) TableName() string { return "message_draft" }

// List is an audience under a name (保存した宛先), of everybody in the company who may write.
type List struct {
	ID        domain.ID `gorm:"column:id;primaryKey"`
	Tenant    domain.ID `gorm:"column:tenant_id"`
	By        domain.ID `gorm:"column:by_id"`
	Name      string    `gorm:"column:name"`
	Audience  Audience  `gorm:"column:audience;serializer:json"`
	Revision  int       `gorm:"column:revision"`
	UpdatedAt time.Time `gorm:"column:updated_at"`
}

// TableName is the table of lists.
func (List) TableName() string { return "message_list" }

// Drafts keeps drafts, templates and lists. A change compares the revision; Conflict: it changed meanwhile.
type Drafts interface {
	// Drafts lists the drafts of a person, or everybody's templates, the newest change first.
	Drafts(ctx context.Context, tenant, by domain.ID, templates bool) ([]Draft, error)
	Draft(ctx context.Context, tenant, id domain.ID) (Draft, error)
	// SaveDraft writes a draft anew (Revision 0), with files of its own of the same contents as those given, or changes it.
	SaveDraft(ctx context.Context, d Draft, files []File) (Draft, error)
	// DropDraft deletes a draft with its files.
	DropDraft(ctx context.Context, d Draft) error
	// Lists lists a company's lists by name.
	Lists(ctx context.Context, tenant domain.ID) ([]List, error)
	// SaveList writes a list anew (Revision 0) or changes it. Conflict Args["why"]="name": another one is called so.
	SaveList(ctx context.Context, l List) (List, error)
	DropList(ctx context.Context, l List) error
}
