package org

import (
	"cmp"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Department is a place in the company's tree (所属).
type Department struct {
	ID     domain.ID `gorm:"column:id;primaryKey"`
	Tenant domain.ID `gorm:"column:tenant_id"`
	Code   string    `gorm:"column:code"`
	Name   string    `gorm:"column:name"`
	Parent domain.ID `gorm:"column:parent_id"` // empty: a root
	Place  int       `gorm:"column:place"`     // among those of the same parent, least first; then by code
	// Retired is offered to nobody any more; whoever is in it still is.
	Retired bool `gorm:"column:retired"`
}

// TableName is the table of departments.
func (Department) TableName() string { return "department" }

// Site is a place of work (拠点) that may narrow the punch methods.
type Site struct {
	ID      domain.ID     `gorm:"column:id;primaryKey"`
	Tenant  domain.ID     `gorm:"column:tenant_id"`
	Code    string        `gorm:"column:code"`
	Name    string        `gorm:"column:name"`
	Methods []domain.Door `gorm:"column:methods;serializer:json"` // empty: all
	Retired bool          `gorm:"column:retired"`
}

// TableName is the table of sites.
func (Site) TableName() string { return "site" }

// Right is one thing a permission group may do with its people.
type Right string

// The rights.
const (
	View    Right = "view"
	Correct Right = "correct"
	Approve Right = "approve"
	Message Right = "message" // write messages and surveys to them, as far as View shows them
)

// Rights lists them in the order they are told.
var Rights = []Right{View, Correct, Approve, Message}

// PermissionGroup is the set of departments a manager may act on (権限グループ).
type PermissionGroup struct {
	ID          domain.ID   `gorm:"column:id;primaryKey"`
	Tenant      domain.ID   `gorm:"column:tenant_id"`
	Code        string      `gorm:"column:code"`
	Name        string      `gorm:"column:name"`
	Departments []domain.ID `gorm:"column:departments;serializer:json"`
	Can         []Right     `gorm:"column:can;serializer:json"`
	Retired     bool        `gorm:"column:retired"`
}

// TableName is the table of permission groups.
func (PermissionGroup) TableName() string { return "permission_group" }

// Employee is a person of a company (社員). Read from the store he is as of today: Department, Site, ClosingGroup,
// WorkPattern, Supervisor and OutsideAgreement are those of the version in force, and who left is not active.
type Employee struct {
	ID              domain.ID     `gorm:"column:id;primaryKey"`
	Tenant          domain.ID     `gorm:"column:tenant_id"`
	Code            string        `gorm:"column:code"`         // 社員番号
	PayrollCode     string        `gorm:"column:payroll_code"` // 給与計算ソフト用コード; empty: the Code
	Name            string        `gorm:"column:name"`
	AttendanceCode  string        `gorm:"column:attendance_code"` // 勤怠就業管理ソフト用コード
	Kana            string        `gorm:"column:kana"`
	Romaji          string        `gorm:"column:romaji"`
	Title           Title         `gorm:"column:title"`
	Mails           []string      `gorm:"column:mails;serializer:json"` // at most MaxMails
	Employment      Employment    `gorm:"column:employment"`
	PayForm         PayForm       `gorm:"column:pay_form"`
	Department      domain.ID     `gorm:"column:department_id"`
	Site            domain.ID     `gorm:"column:site_id"`
	Role            domain.Role   `gorm:"column:role"`
	PermissionGroup domain.ID     `gorm:"column:permission_group_id"`
	Login           string        `gorm:"column:login"`
	Password        string        `gorm:"column:password"`      // argon2id, PHC string
	Passcode        string        `gorm:"column:passcode"`      // argon2id, PHC string
	FilePassword    string        `gorm:"column:file_password"` // as the company file last set it, whatever counts now
	FilePasscode    string        `gorm:"column:file_passcode"`
	Language        string        `gorm:"column:language"` // ja or en
	ClosingGroup    domain.ID     `gorm:"column:closing_group_id"`
	WorkPattern     domain.ID     `gorm:"column:work_pattern_id"`
	Methods         []domain.Door `gorm:"column:methods;serializer:json"` // allowed punch methods; empty: all
	Cards           []string      `gorm:"column:cards;serializer:json"`
	Active          bool          `gorm:"column:active"`                   // 有効
	Hired           calendar.Date `gorm:"column:hired_on"`                 // 入社日; empty: not known
	Left            calendar.Date `gorm:"column:left_on"`                  // 退職日, the last day; empty: he works here
	Versions        []Assignment  `gorm:"column:versions;serializer:json"` // all of them, oldest first; empty: it has always been so
	UpdatedAt       time.Time     `gorm:"column:updated_at"`

	// Supervisor (管理監督者, 労働基準法41条2号): hours, breaks and days off have no bounds for him; night work counts all the same.
	Supervisor bool `gorm:"column:supervisor" json:",omitempty"`
	// OutsideAgreement (36協定対象外): the limits of the overtime agreement are not his; 労働基準法36条11項 is one case.
	OutsideAgreement bool `gorm:"column:outside_agreement" json:",omitempty"`
}

// TableName is the table of employees.
func (Employee) TableName() string { return "employee" }

// DisplayName is how a person is addressed in a language: in English by his title, and the romaji name where there is one.
func (e Employee) DisplayName(lang string) string {
	switch {
	case lang != "en":
		return e.Name
	case e.Title == "":
		return cmp.Or(e.Romaji, e.Name)
	}
	return string(e.Title) + " " + cmp.Or(e.Romaji, e.Name)
}

// MayUse tells whether the punch method is allowed for this person at this site (who may be nil).
// A refused method says which ones are allowed.
func (e Employee) MayUse(door domain.Door, site *Site) error {
	allowed := e.Methods
	if site != nil && len(site.Methods) > 0 {
		if len(allowed) == 0 {
			allowed = site.Methods
		} else {
			allowed = slices.DeleteFunc(slices.Clone(allowed), func(d domain.Door) bool { return !slices.Contains(site.Methods, d) })
		}
	} else if len(allowed) == 0 {
		return nil
	}
	if slices.Contains(allowed, door) {
		return nil
	}
	return domain.Refuse(domain.NotAllowed, "door", door, "allowed", allowed)
}
