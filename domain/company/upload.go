package company

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// UploadLife is how long an uploaded list waits to be taken in.
const UploadLife = 72 * time.Hour

// Upload is a list of people as it was uploaded, until it is taken in (取り込み前の社員一覧). It holds what a company's
// people are, so it goes when it is done with.
type Upload struct {
	ID        domain.ID `gorm:"column:id;primaryKey"`
	Tenant    domain.ID `gorm:"column:tenant_id"`
	By        domain.ID `gorm:"column:by_id"`
	Name      string    `gorm:"column:name"`
	Content   []byte    `gorm:"column:content"`
	Choices   Choices   `gorm:"column:choices;serializer:json"`
	At        time.Time `gorm:"column:at"`
	ExpiresAt time.Time `gorm:"column:expires_at"`
}

// TableName is the table of uploads.
func (Upload) TableName() string { return "staff_upload" }

// Choices are how an uploaded list is to be taken, as far as it was said.
type Choices struct {
	Columns     map[string]string `json:"columns,omitempty"` // titles of the file and what they stand for; nil: nobody has looked at them yet
	From        calendar.Date     `json:"from,omitempty"`
	EmptyClears bool              `json:"empty_clears,omitempty"`
}

// Uploads keeps uploads. Another tenant's, and one whose time is over, is NotFound.
type Uploads interface {
	SaveUpload(ctx context.Context, u Upload) error
	Upload(ctx context.Context, tenant, id domain.ID) (Upload, error)
	// UploadsOf lists those that wait, the newest first, without their contents.
	UploadsOf(ctx context.Context, tenant domain.ID) ([]Upload, error)
	// ChooseUpload keeps how one is to be taken.
	ChooseUpload(ctx context.Context, tenant, id domain.ID, c Choices) error
	DropUpload(ctx context.Context, tenant, id domain.ID) error
}
