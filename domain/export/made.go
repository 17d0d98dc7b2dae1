package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Made is a file that was handed out (出力の履歴).
type Made struct {
	ID       domain.ID      `gorm:"column:id;primaryKey"`
	Tenant   domain.ID      `gorm:"column:tenant_id"`
	At       time.Time      `gorm:"column:at"`
	By       domain.ID      `gorm:"column:by_id"`
	Layout   string         `gorm:"column:layout"` // its name
	Form     string         `gorm:"column:form"`   // Layout.Form: files of one form can be compared
	Month    calendar.Month `gorm:"column:month"`
	Whose    string         `gorm:"column:whose"`   // whose records were asked for, in the words of who asked
	Base     domain.ID      `gorm:"column:base_id"` // of a difference: the file it is the difference to; else empty
	Name     string         `gorm:"column:name"`    // of the file
	Rows     int            `gorm:"column:line_count"`
	Same     int            `gorm:"column:same"`     // lines left out because the base has them
	Gone     int            `gorm:"column:gone"`     // lines of the base that are so no more
	Lost     int            `gorm:"column:lost"`     // cells with letters the encoding lacks
	Unlocked int            `gorm:"column:unlocked"` // people whose month was not locked
	SHA256   string         `gorm:"column:sha256"`
	Lines    []byte         `gorm:"column:lines"` // Earlier.Lines: all there were, written or left out
}

// TableName is the table of files; rows are only ever added.
func (Made) TableName() string { return "export_made" }

// Log keeps what was handed out.
type Log interface {
	// Save adds a file and its deed, in one commit.
	Save(ctx context.Context, m Made, deed audit.Row) error
	// List is a page of a company's files, the newest first, without their lines, and how many there are. Pages count from 1.
	List(ctx context.Context, tenant domain.ID, page, size int) ([]Made, int, error)
	// Alike lists the newest files of a form about the same people's month, at most limit, without their lines.
	Alike(ctx context.Context, tenant domain.ID, form string, month calendar.Month, whose string, limit int) ([]Made, error)
	// Made finds one with its lines; NotFound for another tenant's.
	Made(ctx context.Context, tenant, id domain.ID) (Made, error)
}

// Form names what the lines of a layout look like: two files of one form can be compared line by line.
func (l *Layout) Form() string {
	raw, err := json.Marshal(l)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// With is the layout in another encoding and another unit; an empty one leaves that of the layout. Columns with a unit
// of their own, which the product asks for, keep it.
func (l *Layout) With(e Encoding, u Unit) *Layout {
	other := *l
	if e != "" {
		other.Encoding = e
	}
	if u == "" || u == l.Style.Unit {
		return &other
	}
	other.Columns = make([]Column, len(l.Columns))
	for i, c := range l.Columns {
		if c.Unit == l.Style.Unit {
			c.Unit = u
		}
		other.Columns[i] = c
	}
	other.Style.Unit = u
	return &other
}
