package inbox

import (
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Post is the last time within an hour at which somebody wrote or reacted in a chat (最後の投稿): when, and nothing of what.
type Post struct {
	Tenant   domain.ID `gorm:"column:tenant_id;primaryKey"`
	Employee domain.ID `gorm:"column:employee_id;primaryKey"`
	Hour     int64     `gorm:"column:hour;primaryKey"` // Unix hours
	At       time.Time `gorm:"column:at"`
}

// TableName is the table of posts.
func (Post) TableName() string { return "last_post" }

// NewPost notes that somebody posted.
func NewPost(tenant, employee domain.ID, at time.Time) *Post {
	return &Post{Tenant: tenant, Employee: employee, Hour: HourOf(at), At: at}
}

// HourOf is the Unix hour of an instant.
func HourOf(at time.Time) int64 { return at.Unix() / 3600 }
